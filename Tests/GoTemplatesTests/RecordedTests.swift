import GoTemplates
import Testing

/// The engine against a real docker CLI, whose engine is Go's own.
@Suite struct RecordedTests {
  /// The one row that the recordings are about.
  static let row = Value.record(
    Record(
      typeName: "*formatter.clientContextContext", form: .row,
      [
        "Name": "default", "Description": "Current DOCKER_HOST based configuration",
        "DockerEndpoint": "unix:///var/run/docker.sock", "Current": true, "Error": "",
      ]))

  @Test(arguments: Recorded.texts)
  func `A template gives what docker prints`(_ example: Recorded.Example) throws {
    #expect(try Template(parsing: example.template).text(for: Self.row) == example.answer, "\(example.template)")
  }

  @Test(arguments: Recorded.failures)
  func `A template is refused with Go's message`(_ example: Recorded.Example) {
    let error = #expect(throws: TemplateError.self) {
      _ = try Template(parsing: example.template).text(for: Self.row)
    }
    #expect(error?.description == example.answer, "\(example.template)")
  }
}
