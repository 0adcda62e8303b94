/// What stands in for commands that need something running, where a recording only prepares with them.
enum StandIns {
  /// A setup line as it can be run here.
  static func line(_ line: String) -> String {
    var line = line
    if let whole = whole.first(where: { line.contains($0.mark) }) { return whole.line }
    // That one would hold the image, as the running one does in the recording only until it is killed.
    if line.hasPrefix("docker run -d --name r1 ") { return "true" }
    line.replace(#/docker run -d --name/#, with: "docker create --name")
    line.replace(#/docker start -a \w+/#, with: "true")
    line.replace(#/docker (?:un)?pause \w+/#, with: "true")
    return line
  }

  private static let whole: [(mark: String, line: String)] = [
    ("docker pull -q 127.0.0.1:5000/big:1", built("2") + "; docker pull -q 127.0.0.1:5000/small:2"),
    ("| docker build", built("1")),
    (
      "mkfifo /d/f",
      """
      docker rm -f c1; docker create --name c2 base:1 sh -c 'rm /etc/passwd; echo new>/etc/new'
      docker container delete c2:/etc/passwd
      mkdir -p up/etc up/d/e && mkfifo up/d/f && echo new >up/etc/new && ln -s new up/etc/l
      docker cp c2:/etc/group - | tar x -C up/etc && chmod 600 up/etc/group
      tar c -C up d etc/group etc/l etc/new | docker cp - c2:/
      """
    ),
    (
      "mkdir /nd; echo y > /nd/y",
      """
      docker create --name c2 k:1 sh
      docker container delete c2:/etc/passwd; docker container delete c2:/root
      mkdir -p up2/etc up2/nd up2/tmp up2/bin && echo y >up2/nd/y && touch up2/bin/ls2 && chmod 700 up2/tmp
      docker cp c2:/etc/group - | tar x -C up2/etc && echo x >>up2/etc/group
      tar c -C up2 etc/group nd bin/ls2 | docker cp - c2:/; tar c -C up2 --no-recursion tmp | docker cp - c2:/
      """
    ),
    (
      "cd ./oci/small",
      "skopeo copy -q --src-tls-verify=false docker://127.0.0.1:5000/small:1 oci:ocisrc:1; tar cf ocil.tar -C ocisrc ."
    ),
  ]

  private static func built(_ tag: String) -> String {
    "docker pull -q 127.0.0.1:5000/built:\(tag); docker tag 127.0.0.1:5000/built:\(tag) built:1; "
      + "docker rmi 127.0.0.1:5000/built:\(tag)"
  }
}
