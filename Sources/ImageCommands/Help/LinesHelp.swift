/// What `help lines` says.
enum LinesHelp {
  static let text = """

    What a line can do besides its command, at the prompt and in scripts

      It is split as in other shells: quotes, a backslash, # for comments. A
      backslash at its end, an open quote or a | at its end lets it go on.

      COMMAND > FILE
          The file is emptied by the first byte that is written, or when the
          command has ended well: one that fails before leaves it as it was.
          '>>' appends.

      COMMAND | PROGRAM [| PROGRAM]... [> FILE]
          The programs are found in $PATH and started as they are, without a
          shell. None is started, and the command not run, where one is missing
          (status 127) or can't be started (126). Errors and progress go past
          the programs to the terminal. The status is the command's; where it
          went well, that of the last program that failed. Who stops reading
          early has not failed.

      COMMAND < FILE
          The command reads the file in place of standard input.

      COMMAND &
          The command is put aside; see 'help jobs'.

      !LINE
          $SHELL runs the line; '!' alone is that shell. Not in a simulated
          world, which starts no program.

      $id, ${id}
          The last id that stood alone on a line or in the only row of a table,
          or of the image that 'pull', 'load' or 'tag' named. There is no other
          variable, and * stays a *.

    At the prompt only

      A command may be cut short, as 'ima' for 'images' or 'reg ta' for
      'registry tags', unless several begin so or it takes something away. A
      table or a text that is taller than the screen is shown by a pager: the
      setting 'pager', else $PAGER, else less or more. 'set pager off', or an
      empty $PAGER, shows it as it is.

    Scripts: drydock -c LINES, -f FILE, or standard input

      They end at the first line that fails, with its status, and tell its
      number; with '--keep-going' at the last line, with the first failure's
      status. '--echo' shows each line before it is run. 'exit 3' ends one.

    """
}
