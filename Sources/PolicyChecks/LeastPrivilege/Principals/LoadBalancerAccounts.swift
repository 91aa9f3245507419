/// The accounts that Elastic Load Balancing writes its logs from, in the Regions that are older than August 2022.
///
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
enum LoadBalancerAccounts {
  static let all: Set<String> = [
    "127311923021", "033677994240", "027434742980", "797873946194", "098369216593", "985666609251", "054676820928",
    "156460612806", "652711504416", "635631232127", "009996457667", "897822967062", "754344448648", "582318560864",
    "600734575887", "383597477331", "114774131450", "783225319266", "589379963580", "718504428378", "076674570225",
    "507241528517", "048591011584", "190560391635", "638102146993", "037604701340",
  ]
}
