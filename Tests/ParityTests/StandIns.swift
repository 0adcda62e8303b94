/// What stands in for commands that need something running, where a recording only prepares with them.
enum StandIns {
  /// A setup line as it can be run here.
  static func line(_ line: String, in recording: String) -> String {
    var line = line
    if let whole = whole.first(where: { line.contains($0.mark) && ($0.recording ?? recording) == recording }) {
      return whole.line
    }
    // docker's rmi frees the layers at once, so that the next pull fetches them.
    if recording == "pull", line.hasPrefix("docker rmi") { line += "; docker gc" }
    if recording == "rmi", line.hasSuffix("docker tag 127.0.0.1:5000/small:1 a:2") {
      line = "docker rm -f $(docker ps -aq); docker rmi -f $(docker images -aq); " + line
    }
    // That one would hold the image, as the running one does in the recording only until it is killed.
    if line.hasPrefix("docker run -d --name r1 ") { return "true" }
    line.replace(#/docker run -d --name/#, with: "docker create --name")
    line.replace(#/docker start -a \w+/#, with: "true")
    line.replace(#/docker (?:un)?pause \w+/#, with: "true")
    return line
  }

  /// What was done before a command though no line says so: its engine no longer had what it loads, since it told of a
  /// layer that it loaded, or listed less than the commands before had brought.
  static func before(_ step: String, in recording: String) -> String? {
    guard recording == "save-load", ["docker load -i s.tar (4)", "docker load -i two.tar"].contains(step) else {
      return nil
    }
    return "docker rmi -f $(docker images -q); docker gc"
  }

  private static let whole: [(mark: String, line: String, recording: String?)] = [
    ("docker pull -q 127.0.0.1:5000/big:1", built("2") + "; docker pull -q 127.0.0.1:5000/small:2", nil),
    ("| docker build", built("1"), nil),
    (
      "mkfifo /d/f",
      """
      docker rm -f c1; docker create --name c2 base:1 sh -c 'rm /etc/passwd; echo new>/etc/new'
      docker container delete c2:/etc/passwd
      mkdir -p up/etc up/d/e && mkfifo up/d/f && echo new >up/etc/new && ln -s new up/etc/l
      docker cp c2:/etc/group - | tar x -C up/etc && chmod 600 up/etc/group
      tar c -C up d etc/group etc/l etc/new | docker cp - c2:/
      """, nil
    ),
    (
      "mkdir /nd; echo y > /nd/y",
      """
      docker create --name c2 k:1 sh
      docker container delete -r c2:/etc/passwd c2:/root
      mkdir -p up2/etc up2/nd up2/tmp up2/bin && echo y >up2/nd/y && touch up2/bin/ls2 && chmod 700 up2/tmp
      docker cp c2:/etc/group - | tar x -C up2/etc && echo x >>up2/etc/group
      tar c -C up2 etc/group nd bin/ls2 | docker cp - c2:/; tar c -C up2 --no-recursion tmp | docker cp - c2:/
      """, nil
    ),
    (
      "cd ./oci/small",
      "skopeo copy -q --src-tls-verify=false docker://127.0.0.1:5000/small:1 oci:ocisrc:1; tar cf ocil.tar -C ocisrc .",
      nil
    ),
    // Between parts of a recording its engine was emptied.
    ("# NOTE by digest", "docker rmi -f $(docker images -q); docker gc", "pull"),
    // Its registries had the base's layers in these repositories from before.
    (
      "mkdir -p l && date",
      """
      mkdir -p l && date +%s%N > l/now; docker pull -q 127.0.0.1:5000/small:2
      docker login -u username -p password 127.0.0.1:5001
      for name in 127.0.0.1:5000/pp 127.0.0.1:5000/mounted/here 127.0.0.1:5000/dflt 127.0.0.1:5001/priv; do
        docker tag 127.0.0.1:5000/small:2 $name:base; docker push -q $name:base; docker rmi $name:base
      done
      docker logout 127.0.0.1:5001
      """, "push"
    ),
  ]

  private static func built(_ tag: String) -> String {
    "docker pull -q 127.0.0.1:5000/built:\(tag); docker tag 127.0.0.1:5000/built:\(tag) built:1; "
      + "docker rmi 127.0.0.1:5000/built:\(tag)"
  }
}
