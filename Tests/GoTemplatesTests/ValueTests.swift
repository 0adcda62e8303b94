import GoTemplates
import Testing

/// Values as Go prints and encodes them.
@Suite struct ValueTests {
  private static let nested = Value.record(
    Record([
      "Id": "sha256:1", "Env": .list(nil), "Labels": .map(nil), "Layers": .strings(["b", "a"]),
      "Ports": .strings(["z": "1", "a": "<2>"]), "Size": 7, "Up": false, "Nothing": .null,
      "State": .record(Record(["Status": "created"])),
    ]))

  @Test(arguments: [
    ("{{.Env}} {{.Labels}}", "[] map[]"), ("{{len .Env}} {{len .Labels}}", "0 0"),
    ("{{range .Env}}x{{else}}none{{end}}", "none"), ("{{.Nothing}} {{printf \"%v\" .Nothing}}", "<no value> <nil>"),
    ("{{.Layers}} {{.Ports}}", "[b a] map[a:<2> z:1]"), ("{{index .Ports \"z\"}}{{index .Ports \"none\"}}.", "1."),
    ("{{range $k, $v := .Ports}}{{$k}}={{$v}} {{end}}", "a=<2> z=1 "), ("{{.Ports.z}}{{.Ports.none}}", "1<no value>"),
    ("{{json .Env}} {{json .Labels}} {{json .Layers}}", #"null null ["b","a"]"#),
    ("{{json .Ports}}", #"{"a":"<2>","z":"1"}"#), ("{{json .State}}", #"{"Status":"created"}"#),
    ("{{.State.Status}} {{.State}}", "created {created}"), ("{{with .State}}{{.Status}}{{end}}", "created"),
    ("{{if .Nothing}}a{{else if .Up}}b{{else if .Size}}c{{end}}", "c"),
  ])
  func `What inspect shows`(_ template: String, _ text: String) throws {
    #expect(try Template(parsing: template).text(for: Self.nested) == text)
  }

  @Test func `A document keeps its order, a row has its keys sorted and its markup escaped`() {
    let fields: KeyValuePairs<String, Value> = ["Z": "<none>", "A": "a&b", "N": .null]
    #expect(Value.record(Record(fields)).json() == #"{"Z":"<none>","A":"a&b","N":null}"#)
    #expect(
      Value.record(Record(form: .row, fields)).json() == #"{"A":"a\u0026b","N":null,"Z":"\u003cnone\u003e"}"#)
    #expect(
      Value.list([.record(Record(["A": .list([]), "B": 1]))]).json(.indented("    ")) == """
        [
            {
                "A": [],
                "B": 1
            }
        ]
        """)
  }

  @Test func `A document without a field says so as docker's maps do, and names those that there are`() {
    let error = #expect(throws: TemplateError.self) {
      _ = try Template(parsing: "{{.State.Nosuch}}").text(for: Self.nested)
    }
    #expect(
      error?.description
        == #"template: :1:8: executing "" at <.State.Nosuch>: map has no entry for key "Nosuch""#)
    #expect(error?.known == .fields(["Status"], unknown: "Nosuch"))
  }

  @Test func `A method looks labels up`() throws {
    var record = Record(typeName: "*formatter.ContainerContext", form: .row)
    record.addLookup("Label", in: ["a": "b"])
    let text = try Template(parsing: #"{{.Label "a"}}{{"a" | .Label}}{{.Label "c"}}."#).text(for: .record(record))
    #expect(text == "bb.")
    #expect(throws: TemplateError.self) { try Template(parsing: "{{.Label}}").text(for: .record(record)) }
  }

  /// As docker's client heads its tables.
  @Test(arguments: [
    (#"{{lower .ID}} {{truncate .ID 2}} {{pad .ID 1 1}}|{{.Other}}"#, "IMAGE ID IMAGE ID  IMAGE ID |<no value>"),
    ("{{.Tag | upper}} {{len .Tag}} {{join (split .Tag \"G\") \"x\"}} {{slice .Tag 1}}", "TAG 3 TAG AG"),
    (#"{{.Label "a.b-c_d"}} {{.Label "x"}}"#, "b c d x"), ("{{json .}}", ""), ("{{range .}}{{.Tag.x}}{{end}}", ""),
  ])
  func `Headings are not changed by the functions that change texts`(_ template: String, _ text: String) throws {
    #expect(
      try Template(parsing: template).headings(["ID": "IMAGE ID", "Tag": "TAG"], lookups: ["Label"]) == text)
  }

  @Test func `A template tells which fields it may show`() throws {
    #expect(try Template(parsing: "{{.ID}} {{with .Size}}x{{end}}").mentions("Size"))
    #expect(try !Template(parsing: "{{.ID}}{{$x := .Tag}}").mentions("Size"))
    for whole in ["{{json .}}", "{{with $x := .ID}}{{$x}}{{end}}", "{{$}}"] {
      #expect(try Template(parsing: whole).mentions("Size"))
    }
  }
}
