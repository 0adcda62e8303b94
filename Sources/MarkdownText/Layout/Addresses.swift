/// The addresses of a text's links, numbered in the order of their first mention.
struct Addresses {
  private(set) var all: [String] = []
  private var numbers: [String: Int] = [:]

  /// The number of an address, from 1.
  mutating func number(of address: String) -> Int {
    if let number = numbers[address] { return number }
    all.append(address)
    numbers[address] = all.count
    return all.count
  }
}
