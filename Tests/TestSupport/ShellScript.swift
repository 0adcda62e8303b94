import Foundation

/// Runs a shell script in a folder and returns what it wrote to its standard output and its standard error.
///
/// - Throws: ``ScriptFailed`` for a status other than 0.
@discardableResult
public func shell(_ script: String, in folder: ScratchFolder) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/bash")
  process.arguments = ["-euc", script]
  process.currentDirectoryURL = URL(filePath: folder.path)
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw ScriptFailed(output: output) }
  return output
}

/// A script ended with a status other than 0.
public struct ScriptFailed: Error {
  /// What it said.
  public let output: String
}
