import CommandLanguage
import Testing

@testable import Tutorials

/// The commands and samples of the page that the project comes from, in a page of our own, with its fences' form: no
/// prompts, language `none`, the command, a blank line, the sample.
@Suite struct SeedCommandsTests {
  static let page = #"""
    ---
    title: "Windows images"
    ms.date: 08/22/2016
    redirect_url: https://example.com/old

    ---

    # Windows images

    Ask `docker images` for a list. Inline code such as `docker rmi x` never runs.

    ### Install

    ```none
    docker pull microsoft/windowsservercore
    ```

    The small one:

    ```none
    docker pull microsoft/nanoserver
    ```

    ### List

    ```none
    docker images

    REPOSITORY                    TAG                 IMAGE ID            CREATED             SIZE
    microsoft/windowsservercore   latest              02cb7f65d61b        9 weeks ago         7.764 GB
    microsoft/nanoserver          latest              3a703c6e97a2        9 weeks ago         969.8 MB
    ```

    ### Create

    ```none
    docker commit 475059caef8f windowsservercoreiis
    ```

    ### Remove

    ```none
    docker rmi windowsservercoreiis
    ```

    ### History

    ```none
    docker history windowsservercoreiis

    IMAGE               CREATED             CREATED BY          SIZE                COMMENT
    2236b49aaaef        3 minutes ago       cmd                 171.2 MB
    6801d964fda5        2 weeks ago                             0 B
    ```

    ### Hub

    ```none
    docker search *

    NAME                     DESCRIPTION                                     STARS     OFFICIAL   AUTOMATED
    microsoft/sample-django  Django installed in a Windows Server Core ...   1                    [OK]
    microsoft/dotnet35       .NET 3.5 Runtime installed in a Windows Se...   1         [OK]       [OK]
    ```

    ### Pull

    ```none
    docker pull microsoft/aspnet

    Using default tag: latest
    latest: Pulling from microsoft/aspnet
    f9e8a4cc8f6c: Pull complete

    b71a5b8be5a2: Download complete
    ```

    Now it is there.

    ```none
    docker images

    REPOSITORY          TAG                 IMAGE ID            CREATED             VIRTUAL SIZE
    microsoft/aspnet    latest              b3842ee505e5        5 hours ago         101.7 MB
    ```

    > A note, and one more mention of `docker pull`.

    ### Push

    ```none
    docker login

    Login with your Docker ID to push and pull images from Docker Hub.
    Username: username
    Password:

    Login Succeeded
    ```

    Then push.

    ```none
    docker push username/containername

    The push refers to a repository [docker.io/username/containername]
    b567cea5d325: Pushed
    00f57025c723: Pushed
    latest: digest: sha256:ae3a2971628c04d5df32c3bbbfc87c477bb814d5e73e2787900da13228676c4f size: 2410
    ```

    Done.

    <!--HONumber=Sep16_HO2-->
    """#

  @Test(arguments: ["\n", "\r\n"]) func elevenStepsAreFound(lineEnd: String) throws {
    let text =
      "\u{FEFF}" + Self.page.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
    let page = try Page(parsing: Array(text.utf8), path: "pages/windows.md")
    #expect(page.title == "Windows images")
    #expect(
      page.steps.map { $0.commands.map(\.source) } == [
        ["docker pull microsoft/windowsservercore"], ["docker pull microsoft/nanoserver"], ["docker images"],
        ["docker commit 475059caef8f windowsservercoreiis"], ["docker rmi windowsservercoreiis"],
        ["docker history windowsservercoreiis"], ["docker search *"], ["docker pull microsoft/aspnet"],
        ["docker images"],
        ["docker login"], ["docker push username/containername"],
      ])
    #expect(
      page.steps.map { $0.commands[0].kind }
        == page.steps.map {
          .ours($0.commands[0].source.split(separator: " ").dropFirst().map(String.init))
        })
    #expect(page.steps.map(\.ordinal) == Array(1...11))
    #expect(page.steps.map { $0.commands[0].sample.lines.count } == [0, 0, 3, 0, 0, 3, 3, 5, 2, 5, 4])
    for step in page.steps {
      #expect(page.source[step.lines.lowerBound - 1] == "```none")
      #expect(page.source[step.lines.upperBound - 1] == "```")
      for command in step.commands {
        #expect(page.source[command.line - 1] == command.source)
        for line in command.sample.lines { #expect(page.source[line.number - 1] == line.text) }
      }
    }
    #expect(Set(page.steps.map(\.identity)).count == 11)
    #expect(page.steps[6].commands[0].commandLine?.words[2].hasBareWildcard == true)
    #expect(page.steps[7].commands[0].sample.lines[3].text == "")
    #expect(page.steps[9].commands[0].sample.answers.map(\.prompt) == ["Username", "Password"])
    #expect(page.steps[9].commands[0].sample.answers.map(\.answer) == ["username", ""])
    #expect(
      page.steps.map(\.heading) == [
        "Install", "Install", "List", "Create", "Remove", "History", "Hub", "Pull", "Pull", "Push", "Push",
      ])
    #expect(page.steps[1].prose == "The small one:")
    #expect(page.steps[10].prose == "Then push.")
    #expect(page.epilogue == "Done.")
  }
}
