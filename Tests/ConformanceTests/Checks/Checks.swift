extension Check {
  /// The whole suite, in the order of the specification.
  static let all: [Check] = [
    supportChecks, manifestPullChecks, blobPullChecks, rangeChecks, headChecks, wholePushChecks, chunkedPushChecks,
    chunkOrderChecks, uploadSessionChecks, mountChecks, manifestPushChecks, manifestContentChecks,
    manifestRefusalChecks, subjectChecks, tagChecks, tagPageChecks, referrersChecks, referrersFilterChecks,
    deleteManifestChecks, deleteBlobChecks, deletionChecks, errorChecks, malformedChecks, httpChecks, nextChecks,
  ].flatMap { $0 }
}
