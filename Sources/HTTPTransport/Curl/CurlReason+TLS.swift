import CCurl

extension TLSFailure {
  /// What a code of libcurl, the result of OpenSSL's verification and the text say; nil where it is not about TLS.
  ///
  /// A server that refuses a client's certificate says so by an alert, which under TLS 1.3 comes only behind the
  /// handshake, as an error of receiving. The results are those of
  /// [X509_STORE_CTX_get_error](https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/).
  init?(_ code: CURLcode, verification: Int, _ text: String) {
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    let kind: Kind
    switch code {
    case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE: kind = .unusableCertificate
    // libcurl compares the names itself, when OpenSSL is content.
    case CURLE_PEER_FAILED_VERIFICATION where says("subject name"): kind = .wrongName
    case CURLE_PEER_FAILED_VERIFICATION:
      kind =
        switch verification {
        case 10: .expired
        case 9: .notYetValid
        case 23: .revoked
        case 62, 64: .wrongName
        default: .untrusted
        }
    case _ where says("alert certificate required"): kind = .certificateRequired
    case _
    where says("alert bad certificate", "alert unknown ca", "alert certificate expired", "alert certificate unknown"):
      kind = .certificateRefused
    case CURLE_SSL_CONNECT_ERROR where says("wrong version number", "http request", "packet length too long"):
      kind = .plainHTTP
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
      kind = .other
    default: return nil
    }
    self.init(kind: kind, text: text)
  }
}
