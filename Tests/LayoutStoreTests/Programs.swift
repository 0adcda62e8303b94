import Foundation

/// A program ended with a status that is not 0.
struct ProgramFailure: Error {
  let command: [String]
  let status: Int32
  let output: String
}

/// Runs a program that is on the path and returns what it wrote to its standard output and its standard error.
@discardableResult
func run(_ program: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw ProgramFailure(command: [program] + arguments, status: process.terminationStatus, output: output)
  }
  return output
}
