import Foundation
import ImageCommands
import Tutorials

/// Pages of the tests' own, and the shipped ones.
enum Pages {
  /// How long a step may take: a thousand tests share a small machine, and a verdict must not depend on that.
  static let patience = Duration.seconds(3600)

  static let library = Library(folders: [
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "tutorials").path(percentEncoded: false)
  ])

  static func page(_ text: String, path: String = "pages/page.md") throws -> Page {
    try Page(parsing: Array(text.utf8), path: path)
  }

  static func shipped(_ name: String) throws -> Page {
    let path = try library.page(name)
    return try Page(parsing: Array(try Data(contentsOf: URL(filePath: path))), path: path)
  }

  /// A page with one fence.
  static func fence(_ commands: String) throws -> Page { try page("# A page\n\n```console\n\(commands)\n```\n") }

  /// The commands and samples of the page that the project comes from.
  static let windows = #"""
    # Windows images

    ```none
    docker pull microsoft/windowsservercore
    ```

    ```none
    docker pull microsoft/nanoserver
    ```

    ```none
    docker images

    REPOSITORY                    TAG                 IMAGE ID            CREATED             SIZE
    microsoft/windowsservercore   latest              02cb7f65d61b        9 weeks ago         7.764 GB
    microsoft/nanoserver          latest              3a703c6e97a2        9 weeks ago         969.8 MB
    ```

    ```none
    docker commit 475059caef8f windowsservercoreiis
    ```

    ```none
    docker rmi windowsservercoreiis
    ```

    ```none
    docker history windowsservercoreiis

    IMAGE               CREATED             CREATED BY          SIZE                COMMENT
    2236b49aaaef        3 minutes ago       cmd                 171.2 MB
    6801d964fda5        2 weeks ago                             0 B
    ```

    ```none
    docker search *

    NAME                     DESCRIPTION                                     STARS     OFFICIAL   AUTOMATED
    microsoft/sample-django  Django installed in a Windows Server Core ...   1                    [OK]
    microsoft/dotnet35       .NET 3.5 Runtime installed in a Windows Se...   1         [OK]       [OK]
    microsoft/sample-golang  Go Programming Language installed in a Win...   12                   [OK]
    ```

    ```none
    docker pull microsoft/aspnet

    Using default tag: latest
    latest: Pulling from microsoft/aspnet
    f9e8a4cc8f6c: Pull complete

    b71a5b8be5a2: Download complete
    ```

    ```none
    docker images

    REPOSITORY          TAG                 IMAGE ID            CREATED             VIRTUAL SIZE
    microsoft/aspnet    latest              b3842ee505e5        5 hours ago         101.7 MB
    windowsservercore   10.0.14300.1000     6801d964fda5        2 weeks ago         0 B
    ```

    ```none
    docker login

    Login with your Docker ID to push and pull images from Docker Hub.
    Username: username
    Password:

    Login Succeeded
    ```

    ```none
    docker push username/containername

    The push refers to a repository [docker.io/username/containername]
    b567cea5d325: Pushed
    00f57025c723: Pushed
    latest: digest: sha256:ae3a2971628c04d5df32c3bbbfc87c477bb814d5e73e2787900da13228676c4f size: 2410
    ```
    """#
}
