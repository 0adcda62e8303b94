/// The page that the project comes from: its fences as they are, with English words around them.
public enum SeedPage {
  public static let text = #"""
    # Windows container images

    ```none
    docker pull microsoft/windowsservercore
    ```

    Then the small one.

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
    microsoft/sample-golang  Go Programming Language installed in a Win...   1                    [OK]
    microsoft/sample-httpd   Apache httpd installed in a Windows Server...   1                    [OK]
    microsoft/iis            Internet Information Services (IIS) instal...   1         [OK]       [OK]
    microsoft/sample-mongodb MongoDB installed in a Windows Server Core...   1                    [OK]
    microsoft/sample-mysql   MySQL installed in a Windows Server Core b...   1                    [OK]
    microsoft/sample-nginx   Nginx installed in a Windows Server Core b...   1                    [OK]
    microsoft/sample-node    Node installed in a Windows Server Core ba...   1                    [OK]
    microsoft/sample-python  Python installed in a Windows Server Core ...   1                    [OK]
    microsoft/sample-rails   Ruby on Rails installed in a Windows Serve...   1                    [OK]
    microsoft/sample-redis   Redis installed in a Windows Server Core b...   1                    [OK]
    microsoft/sample-ruby    Ruby installed in a Windows Server Core ba...   1                    [OK]
    microsoft/sample-sqlite  SQLite installed in a Windows Server Core ...   1                    [OK]
    ```

    ```none
    docker pull microsoft/aspnet

    Using default tag: latest
    latest: Pulling from microsoft/aspnet
    f9e8a4cc8f6c: Pull complete

    b71a5b8be5a2: Download complete
    ```

    The image is listed now.

    ```none
    docker images

    REPOSITORY          TAG                 IMAGE ID            CREATED             VIRTUAL SIZE
    microsoft/aspnet    latest              b3842ee505e5        5 hours ago         101.7 MB
    windowsservercore   10.0.14300.1000     6801d964fda5        2 weeks ago         0 B
    windowsservercore   latest              6801d964fda5        2 weeks ago         0 B
    ```

    ```none
    docker login

    Login with your Docker ID to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com to create one.
    Username: username
    Password:

    Login Succeeded
    ```

    ```none
    docker push username/containername

    The push refers to a repository [docker.io/username/containername]
    b567cea5d325: Pushed
    00f57025c723: Pushed
    2e05e94480e9: Pushed
    63f3aa135163: Pushed
    469f4bf35316: Pushed
    2946c9dcfc7d: Pushed
    7bfd967a5e43: Pushed
    f64ea92aaebc: Pushed
    4341be770beb: Pushed
    fed398573696: Pushed
    latest: digest: sha256:ae3a2971628c04d5df32c3bbbfc87c477bb814d5e73e2787900da13228676c4f size: 2410
    ```
    """#
}
