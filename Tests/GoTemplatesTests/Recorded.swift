/// What the docker CLI 28.2.2 prints for templates over the one row of `context ls`; nothing here was made up.
enum Recorded {
  /// A template, and the text or the message that it gives.
  typealias Example = (template: String, answer: String)

  /// Templates that can be filled in.
  static let texts: [Example] = [
    ("{{.Name}}", "default"),
    (#"a {{- " b " -}} c"#, "a b c"),
    ("{{/* nothing */}}x", "x"),
    ("{{- /* nothing */ -}} x", "x"),
    ("a  {{- /* nothing */ -}}  b", "ab"),
    (#"{{"x" | printf "%s-%s" "y"}}"#, "y-x"),
    (
      #"{{printf "%5s|%-5d|%05d|%q|%x|%v|%t" "a" 3 42 "q\"x" "hi" 1.5 true}}"#,
      #"    a|3    |00042|"q\"x"|6869|1.5|true"#
    ),
    (#"{{printf "%d" "a"}}"#, "%!d(string=a)"),
    (#"{{printf "%d %d" 1}}"#, "1 %!d(MISSING)"),
    (#"{{printf "%s" 1 2}}"#, "%!s(int=1)%!(EXTRA int=2)"),
    (#"{{printf "%%|%+d|% d|%x|%X|%#x|%o|%b|%c|%U" 1 2 255 255 255 8 5 65 65}}"#, "%|+1| 2|ff|FF|0xff|10|101|A|U+0041"),
    (#"{{printf "%.2f|%8.3f|%-8.1f|%e|%g" 1.5 2.25 3.75 1234.5 1e9}}"#, "1.50|   2.250|3.8     |1.234500e+03|1e+09"),
    (#"{{printf "%6.2s|%-4s|%04d|%+05d" "abc" "é" -3 7}}"#, "    ab|é   |-003|+0007"),
    (#"{{printf "%v %v %v" "a" 1 (split "a,b" ",")}}"#, "a 1 [a b]"),
    (#"{{printf "%q" (split "a,b" ",")}}"#, #"["a" "b"]"#),
    (#"{{printf "%!"}}"#, "%!!(MISSING)"),
    (#"{{printf "%z" 1}}"#, "%!z(int=1)"),
    (#"{{printf "%*d|%-*d" 5 1 4 2}}"#, "    1|2   "),
    (#"{{printf "%T %T %T %T" "a" 1 1.5 true}}"#, "string int float64 bool"),
    (#"{{print 1 2 "a" "b" 3 4.5 true nil}}"#, "1 2ab3 4.5 true <nil>"),
    (#"{{println "a" 1}}"#, "a 1\n"),
    (
      "{{1000000.0}} {{123456.0}} {{1e21}} {{0.0001}} {{0.00001}} {{1.0}} {{-2.5}}",
      "1e+06 123456 1e+21 0.0001 1e-05 1 -2.5"
    ),
    ("{{0x1F}} {{0b11}} {{0o17}} {{017}} {{1_000}} {{'a'}} {{1e3}}", "31 3 15 15 1000 97 1000"),
    (#"{{len "héllo"}} {{len (split "a,b,c" ",")}}"#, "6 3"),
    (#"{{index (split "a,b" ",") 1}}"#, "b"),
    (#"{{index "abc" 1}}"#, "98"),
    (#"{{slice "abcdef" 1 3}} {{slice "abc" 2}} {{slice (split "a,b,c" ",") 1}}"#, "bc c [b c]"),
    (
      #"{{eq 1 1}} {{eq "a" "b" "a"}} {{ne 1 2}} {{lt 1 2}} {{le "b" "a"}} {{gt 2.5 1.5}} {{ge 1 1}}"#,
      "true true true true false true true"
    ),
    (#"{{and 1 0 2}} {{and "" 1}} {{or 0 "x"}} {{or 0 ""}} {{not 0}} {{not "x"}}"#, "0  x  true false"),
    ("{{if .Current}}yes{{else}}no{{end}}", "yes"),
    (#"{{if eq .Name "x"}}x{{else if eq .Name "default"}}d{{else}}z{{end}}"#, "d"),
    (#"{{if ""}}a{{else if 0}}b{{end}}."#, "."),
    (#"{{with .Name}}[{{.}}]{{end}}{{with ""}}a{{else}}none{{end}}"#, "[default]none"),
    (#"{{with $x := "v"}}{{$x}}{{.}}{{end}}"#, "vv"),
    (#"{{range split "a,b,c" ","}}<{{.}}>{{end}}"#, "<a><b><c>"),
    (#"{{range $i, $e := split "a,b" ","}}{{$i}}={{$e}};{{end}}"#, "0=a;1=b;"),
    (#"{{range $e := split "a,b" ","}}{{$e}};{{end}}"#, "a;b;"),
    (#"{{range (slice (split "a" ",") 1)}}x{{else}}empty{{end}}"#, "empty"),
    (#"{{range split "a,b,c" ","}}{{if eq . "b"}}{{continue}}{{end}}{{.}}{{end}}"#, "ac"),
    (#"{{range split "a,b,c" ","}}{{if eq . "b"}}{{break}}{{end}}{{.}}{{end}}"#, "a"),
    ("{{$x := 1}}{{$x = 2}}{{$x}}", "2"),
    (#"{{$x := .Name}}{{range split "a,b" ","}}{{$x}}{{$.Name}}{{end}}"#, "defaultdefaultdefaultdefault"),
    (#"{{define "t"}}[{{.}}]{{end}}{{template "t" .Name}}"#, "[default]"),
    (#"{{block "b" .Name}}<{{.}}>{{end}}"#, "<default>"),
    (#"{{(.Name)}} {{((upper .Name))}} {{upper (lower "ABC") | len}}"#, "default DEFAULT 3"),
    ("{{upper .Name | lower | title}}", "Default"),
    (#"{{title "foo bar-baz_x é.x 1a"}}"#, "Foo Bar-Baz_x É.X 1a"),
    (#"{{title "it's ok"}}"#, "It'S Ok"),
    (#"{{pad "x" 2 3}}|{{pad "" 2 3}}|"#, "  x   ||"),
    (#"{{truncate "abcdef" 3}}|{{truncate "ab" 3}}"#, "abc|ab"),
    (#"{{truncate "abc" 0}}"#, ""),
    (#"{{join (split "a,b" ",") "-"}}"#, "a-b"),
    (#"{{split "abc" ""}}"#, "[a b c]"),
    (#"{{split "a.b" "."}}"#, "[a b]"),
    ("{{json nil}}", "null"),
    (
      "{{json .}}",
      #"{"Current":true,"Description":"Current DOCKER_HOST based configuration","DockerEndpoint":"unix:///var/run/docker.sock","Error":"","Name":"default"}"#
    ),
    ("{{.Name}}}", "default}"),
    ("}}", "}}"),
    ("{{.Name |}}", "default"),
    ("{{range 3}}{{.}},{{end}}", "0,1,2,"),
    ("{{- .Name -}} x", "defaultx"),
    ("a {{- .Name}} b", "adefault b"),
    ("{{`raw\n`}}", "raw\n"),
    ("{{.Name}}{{/* c */}}{{.Error}}", "default"),
    (#"{{printf "%s" nil}} {{printf "%v" nil}} {{printf "%d" nil}}"#, "%!s(<nil>) <nil> %!d(<nil>)"),
    ("{{with 1}}{{else with 2}}x{{end}}", ""),
    ("{{if 1}}a{{end}}{{if 0}}b{{end}}", "a"),
    (#"{{.Name | printf "%-10s|"}}"#, "default   |"),
    (#"{{eq .Name "default" | not}}"#, "false"),
    (#"{{printf "%t" 1}}"#, "%!t(int=1)"),
    (#"{{printf "%x" "héy"}} {{printf "% x" "abc"}} {{printf "%X" "hi"}}"#, "68c3a979 61 62 63 6869"),
    (#"{{printf "%08.3f|%+.1e" 3.14159 12345.678}}"#, "0003.142|+1.2e+04"),
    (#"{{printf "%3c|%-3c|" 65 66}}"#, "  A|B  |"),
    (#"{{printf "%#v %#q" "a" "b"}}"#, #""a" `b`"#),
    (#"{{printf "%s %d" (split "a,b" ",") (split "a,b" ",")}}"#, "[a b] [%!d(string=a) %!d(string=b)]"),
    (#"{{lower "ÀÉ"}} {{upper "straße"}}"#, "àé STRAßE"),
  ]

  /// Templates that are refused, with Go's messages.
  static let failures: [Example] = [
    (
      #"{{index (split "a,b" ",") 2}}"#,
      #"template: :1:2: executing "" at <index (split "a,b" ",") 2>: error calling index: reflect: slice index out of range"#
    ),
    (
      #"{{index (split "a,b" ",") 5}}"#,
      #"template: :1:2: executing "" at <index (split "a,b" ",") 5>: error calling index: index out of range: 5"#
    ),
    (
      #"{{slice "abc" 2 1}}"#,
      #"template: :1:2: executing "" at <slice "abc" 2 1>: error calling slice: invalid slice index: 2 > 1"#
    ),
    (
      #"{{eq 1 "a"}}"#,
      #"template: :1:2: executing "" at <eq 1 "a">: error calling eq: incompatible types for comparison"#
    ),
    (
      "{{eq 1 1.0}}",
      #"template: :1:2: executing "" at <eq 1 1.0>: error calling eq: incompatible types for comparison"#
    ),
    ("{{eq 1}}", #"template: :1:2: executing "" at <eq 1>: error calling eq: missing argument for comparison"#),
    (
      "{{lt true false}}",
      #"template: :1:2: executing "" at <lt true false>: error calling lt: invalid type for comparison"#
    ),
    ("{{and}}", #"template: :1:2: executing "" at <and>: wrong number of args for and: want at least 1 got 0"#),
    (
      #"{{template "nosuch"}}"#,
      #"template: :1:11: executing "" at <{{template "nosuch"}}>: template "nosuch" not defined"#
    ),
    (
      #"{{define "a"}}{{.X}}{{end}}{{template "a" "s"}}"#,
      #"template: :1:16: executing "a" at <.X>: can't evaluate field X in type string"#
    ),
    (
      #"{{pad "x" -1 0}}"#,
      #"template: :1:2: executing "" at <pad "x" -1 0>: error calling pad: strings: negative Repeat count"#
    ),
    (
      #"{{truncate "abc" -1}}"#,
      #"template: :1:2: executing "" at <truncate "abc" -1>: error calling truncate: runtime error: slice bounds out of range [:-1]"#
    ),
    (#"{{join "a" ","}}"#, #"template: :1:7: executing "" at <"a">: can't handle "a" for arg of type []string"#),
    (
      "{{json \"a<b>&\\\"\n\\u2028\"}} {{json 1}} {{json (split \"a,b\" \",\")}} {{json .Name}} {{json 1.5}} {{json true}}",
      "template: :1: unterminated quoted string"
    ),
    (
      "{{.Nosuch}}",
      #"template: :1:2: executing "" at <.Nosuch>: can't evaluate field Nosuch in type *formatter.clientContextContext"#
    ),
    ("{{.Name.Foo}}", #"template: :1:7: executing "" at <.Name.Foo>: can't evaluate field Foo in type string"#),
    (
      "{{ .Name.Foo.Bar }}",
      #"template: :1:8: executing "" at <.Name.Foo.Bar>: can't evaluate field Foo in type string"#
    ),
    ("{{(.Name).Foo}}", #"template: :1:3: executing "" at <.Name>: can't evaluate field Foo in type string"#),
    (#"{{"a".Foo}}"#, #"template: :1: unexpected . after term "\"a\"""#),
    (
      "{{$.Nosuch}}",
      #"template: :1:3: executing "" at <$.Nosuch>: can't evaluate field Nosuch in type *formatter.clientContextContext"#
    ),
    (
      "{{upper .Nosuch}}",
      #"template: :1:8: executing "" at <.Nosuch>: can't evaluate field Nosuch in type *formatter.clientContextContext"#
    ),
    ("{{upper 3}}", #"template: :1:8: executing "" at <3>: expected string; found 3"#),
    ("{{3 | upper}}", #"template: :1:6: executing "" at <upper>: wrong type for value; expected string; got int"#),
    ("{{upper}}", #"template: :1:2: executing "" at <upper>: wrong number of args for upper: want 1 got 0"#),
    (#"{{upper "a" "b"}}"#, #"template: :1:2: executing "" at <upper>: wrong number of args for upper: want 1 got 2"#),
    (
      "{{upper .Current}}",
      #"template: :1:8: executing "" at <.Current>: wrong type for value; expected string; got bool"#
    ),
    ("{{upper nil}}", #"template: :1:8: executing "" at <nil>: cannot assign nil to string"#),
    ("{{len 3}}", #"template: :1:2: executing "" at <len 3>: error calling len: len of type int"#),
    ("{{nil}}", #"template: :1:2: executing "" at <nil>: nil is not a command"#),
    ("{{nosuch}}", #"template: :1: function "nosuch" not defined"#),
    ("{{.Name | nosuch}}", #"template: :1: function "nosuch" not defined"#),
    ("{{$y}}", #"template: :1: undefined variable "$y""#),
    ("{{", "template: :1: unclosed action"),
    ("{{ .Name", "template: :1: unclosed action"),
    (#"{{ "a"#, "template: :1: unterminated quoted string"),
    ("{{ `a", "template: :1: unterminated raw quoted string"),
    ("{{ 'a", "template: :1: unterminated character constant"),
    ("{{.Name}", "template: :1: bad character U+007D '}'"),
    ("{{}}", "template: :1: missing value for command"),
    ("{{ }}", "template: :1: missing value for command"),
    ("{{|}}", #"template: :1: unexpected "|" in command"#),
    ("{{.Name | 3}}", "template: :1: non executable command in pipeline stage 2"),
    ("{{3 | 4}}", "template: :1: non executable command in pipeline stage 2"),
    (#"{{.Name "a"}}"#, #"template: :1:2: executing "" at <.Name>: wrong number of args for Name: want 0 got 1"#),
    (#"{{"a" "b"}}"#, #"template: :1:2: executing "" at <"a">: can't give argument to non-function "a""#),
    ("{{3 4}}", #"template: :1:2: executing "" at <3>: can't give argument to non-function 3"#),
    ("{{(}}", "template: :1: unclosed left paren"),
    ("{{(3}}", "template: :1: unclosed left paren"),
    ("{{)}}", "template: :1: unexpected right paren"),
    ("{{()}}", "template: :1: missing value for parenthesized pipeline"),
    ("{{@}}", #"template: :1: unexpected "@" in command"#),
    ("{{.a@b}}", "template: :1: bad character U+0040 '@'"),
    ("{{a@b}}", "template: :1: bad character U+0040 '@'"),
    ("{{é}}", #"template: :1: function "é" not defined"#),
    ("{{1a}}", #"template: :1: bad number syntax: "1a""#),
    ("{{1.2.3}}", #"template: :1: unexpected ".3" in operand"#),
    ("{{if}}", "template: :1: missing value for if"),
    ("{{if .Current}}", "template: :1: unexpected EOF"),
    ("{{end}}", "template: :1: unexpected {{end}}"),
    ("{{else}}", "template: :1: unexpected {{else}}"),
    ("{{if 1}}{{else}}{{else}}{{end}}", "template: :1: expected end; found {{else}}"),
    ("{{range}}{{end}}", "template: :1: missing value for range"),
    (#"{{range "abc"}}{{.}},{{end}}"#, #"template: :1:8: executing "" at <"abc">: range can't iterate over abc"#),
    ("{{range $a, $b, $c := .X}}{{end}}", "template: :1: too many declarations in range"),
    ("{{$a, $b := 1}}", "template: :1: too many declarations in command"),
    ("{{$a :}}", #"template: :1: undefined variable "$a""#),
    ("{{/* x", "template: :1: unclosed comment"),
    ("{{/* x */ }}", "template: :1: comment ends before closing delimiter"),
    ("{{break}}", "template: :1: {{break}} outside {{range}}"),
    ("{{continue}}", "template: :1: {{continue}} outside {{range}}"),
    ("{{define}}", #"template: :1: unexpected "}}" in define clause"#),
    ("{{template}}", #"template: :1: unexpected "}}" in template clause"#),
    ("{{template 3}}", #"template: :1: unexpected "3" in template clause"#),
    ("{{\"\\x41\\u00e9\n\t\\\\\"}}", "template: :1: unterminated quoted string"),
    (#"{{"\q"}}"#, "template: :1: invalid syntax"),
    ("{{.Name.}}", "template: :1: unexpected <.> in operand"),
    ("{{. .}}", #"template: :1:2: executing "" at <.>: can't give argument to non-function ."#),
    ("{{..}}", "template: :1: unexpected <.> in operand"),
  ]
}
