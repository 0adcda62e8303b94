/// Every place of a command line, in the world of ``TestSession``: one image `greeter:old`, a container `web`, a file
/// `motd`, a folder `pages`.
extension CompletionContext {
  static let all = [
    CompletionContext(
      "Verbs and groups",
      [
        only("hist", "history", group: "Images", suffix: " "), only("exi", "exit", group: "The session"),
        some("", "pull", "images", "history", group: "Images"), some("", "login", group: "Registries"),
        some("", "image", "registry", group: "Groups of commands"), only("ima", "images", "image"),
        only("image ta", "tag"), only("registry st", "start", "stop"), only("container pr", "prune"),
        some("system ", "df", "info", "prune"), only("manifest ", "inspect"), only("apro", "apropos"),
        only("hsitory", "history"), only("stor", "history"), only("nosuch x"), only("image nosuch x"),
      ]),
    CompletionContext(
      "Words in front of a verb",
      [
        only("docker hist", "history"), only("sudo docker hist", "history"), only("sudo hist", "history"),
        only("PS C:\\> docker hist", "history"), only("$ hist", "history"), only("drydock> hist", "history"),
        only("hist▮ greeter:old", "history"),
        only("hist gree", "greeter:old"), only("reg ta --lo", "--long"), only("pu gree"),
      ]),
    CompletionContext(
      "Options",
      [
        only("pull --platf", "--platform", suffix: " "), only("images --no-t", "--no-trunc"),
        only("images --no-trunc --no-t"), only("images --no-trunc --qu", "--quiet"), only("images -q --qu"),
        only("images -aq --qu"), only("images -f dangling=true --fil", "--filter"), only("version --he", "--help"),
        some("images -", "--all", "--filter", "--help"), some("images greeter:old ", "--all"),
        only("images -qa", "-qa", "-qaf"), some("images -q", "-q", "-qa", "-qf"), only("images -f", "-f", suffix: " "),
        only("images -- -"), only("copy --all --platfo"), only("copy --plat", "--platform"),
        only("login --password-stdin --passw"), only("create greeter:old --na"), only("images --nosuch"),
        only("images --fitler", "--filter"), only("rm -v", "-v", "-vf", "-vl"),
      ]),
    CompletionContext(
      "Values of options",
      [
        only("pull --platform linux/arm6", "linux/arm64", suffix: " "),
        only("pull --platform=linux/arm6", "--platform=linux/arm64"), only("images --no-trunc=t", "--no-trunc=true"),
        only("create --pull a", "always"), only("inspect --type ", "container", "image"),
        some("pull --foreign-layers ", "fetch", "reference"), only("load -i mo", "motd"), only("load -imo", "-imotd"),
        only("load -i=mo", "-i=motd"), some("registry log --at ", "docker.io"),
        some("registry serve --fixture li", "linux-basics", group: "Fixtures"), only("pull --ca-file mo", "motd"),
        only("registry serve --weather huge", "huge-json=", suffix: ""),
        only("registry serve --authentication ", "basic", "token"), only("create --name "), only("create -e "),
        only("create --cpus 2 gree", "greeter:old"),
      ]),
    CompletionContext(
      "Formats",
      [
        some("images --format ", "json", "table", "raw", group: "Formats"),
        some("images --format ", "{{.ID}}", "{{.Size}}", group: "Fields for a template"),
        only("images --format js", "json", suffix: " "), only("images --format {{.Si", "{{.Size}}", suffix: ""),
        only("images --format '{{.Si", "'{{.Size}}", suffix: ""),
        only("images --format 'table {{.ID}}\t{{.Si", "'table {{.ID}}\t{{.Size}}"),
        only("images --format='{{json .Si", "--format={{json\\ .Size}}"), only("images --format '{{.A.B"),
        some("inspect -f ", "json", "{{.RepoTags}}", "{{.State}}"), some("history --format {{.", "{{.CreatedBy}}"),
        some("log --format {{.", "{{.Undo}}"), some("registry tags --format {{.", "{{.Platforms}}"),
        some("system df --format {{.", "{{.Reclaimable}}"), some("search --format {{.", "{{.StarCount}}"),
      ]),
    CompletionContext(
      "Filters",
      [
        only("images --filter dang", "dangling=", suffix: ""),
        only("images --filter dangling=", "dangling=true", "dangling=false", suffix: " "),
        only("images -f before=gre", "before=greeter:old"),
        only("images --filter=since=gre", "--filter=since=greeter:old"),
        only("ps --filter ancestor=gre", "ancestor=greeter:old"), only("ps -f name=w", "name=web"),
        some("ps --filter status=", "status=created"), only("image prune --filter unt", "until="),
        some("search --filter ", "stars=", "is-official="), only("registry log --filter method=GE", "method=GET"),
        only("registry log --filter kind=blo", "kind=blob"), only("images --filter label="),
      ]),
    CompletionContext(
      "Images, containers and registries",
      [
        only("rmi gr", "greeter:old", suffix: " "), only("rmi docker.io/library/gr", "docker.io/library/greeter:old"),
        only("rmi eeter", "greeter:old"), only("rmi greeter:old gre"), only("rmi -- gr", "greeter:old"),
        only("push gr", "greeter:old"),
        only("save -o x.tar gr", "greeter:old"), only("tag greeter:old gr", "greeter:", suffix: ""),
        only("tag greeter:old x ", "--dry-run", "--help"), only("rm w", "web"), only("cp w", "web:", suffix: ""),
        some("inspect ", "greeter:old", "web"), only("rename web "), some("commit w", "web"),
        only("logout "), only("login reg"), some("registry ls ", "docker.io"),
        only("rmi gr▮:x", "greeter:old"), only("copy greet", "greeter:old"),
        some("copy ", "docker://", "oci:", group: "Other places", suffix: ""), only("copy oci:pa", "oci:pages/"),
        only("create gree", "greeter:old"), only("create greeter:old "),
      ]),
    CompletionContext(
      "Files",
      [
        only("cp mo", "motd", suffix: " "), only("cp pag", "pages/", suffix: ""),
        only("cp pages/i", "pages/index.html"),
        only("import mo", "motd"), only("images > mo", "motd", suffix: " "),
        only("images >> pages/i", "pages/index.html"),
        only("images >mo", "motd"), only("cat w", "web:", suffix: ""), only("cat gree", "greeter:old:", suffix: ""),
        some("ls ", "greeter:old:", "web:"), only("ls mo"), only("container delete w", "web:"),
        some("ls greeter:old:", "greeter:old:/etc/"), only("cat web:et", "web:etc/", suffix: ""),
        only("cat greeter:old:/etc/mot", "greeter:old:/etc/motd"),
        only("load < mo", "motd"), only("export -o pag", "pages/"),
      ]),
    CompletionContext(
      "Help, settings and weather",
      [
        only("help his", "history"), some("help ", "settings", "weather", "keys", group: "Topics"),
        only("help image ta", "tag"), only("help image tag "), only("set plat", "platform", suffix: " "),
        only("set platform linux/arm6", "linux/arm64"), only("set editing-mode ", "emacs", "vi"),
        only("set hints ", "on", "off"), only("set foreign-layers ", "reference", "fetch"),
        some("set plain-http ", "docker.io"), some("set mirror ", "docker.io"),
        some("set ca-file ", "docker.io", "motd"),
        only("set pager o", "off"), only("set --save plat", "platform"), only("set nosuch "),
        only("registry weather a", "add"), only("registry weather add huge", "huge-json=", suffix: ""),
        some("registry weather add 503 ", "on", "of", "once", "with"),
        only("registry weather add 503 on blo", "blob"), some("registry weather add 503 on ", "GET", "manifest"),
        only("registry weather rm a", "all"), only("registry weather ls "),
      ]),
    CompletionContext(
      "Where nothing is completed",
      [
        only("images # gr"), only("images &"), only("images & gr"), only("undo "), only("search "), only("exit "),
      ]),
  ]
}
