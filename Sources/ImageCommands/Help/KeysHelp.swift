/// What `help keys` says.
enum KeysHelp {
  static let text = """

    At the prompt

      Tab        complete the word; where several words fit, list them
      Tab Tab    on a line that did not change: explain what comes next there;
                 once more lists again
      ?          at an empty word: the same explanation; elsewhere a character
      Up, Down   earlier lines that begin with what is typed
      Ctrl-R     earlier lines that contain what is typed then
      Right      take the dim hint behind the cursor
      Ctrl-C     drop the line, or cancel the command that runs
      Ctrl-D     leave, on an empty line
      Ctrl-Z     suspend drydock; 'fg' brings it back

    A list shows first what begins with the word, else what contains it, else
    what resembles it: that is never inserted. The only word that fits is. In a
    list that is taller than the screen space shows the next page, Enter the next
    line, and q leaves it.

    'exit STATUS' and 'quit STATUS' leave, with a number from 0 to 255. A line may
    come from another shell: prompts and 'docker' in front of it are dropped.

    'help lines' tells what a line can do, 'help settings' how to have vi's keys.

    """
}
