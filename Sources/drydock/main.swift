import Glibc
import ImageCommands

// A reader that goes away shows at the write, not as a signal.
signal(SIGPIPE, SIG_IGN)
OpenFileLimit.raise()
// Nothing is buffered, so nothing is lost; and what other threads still do needs no waiting for.
_exit(await Program(arguments: CommandLine.arguments.dropFirst()).run().rawValue)
