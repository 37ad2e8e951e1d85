package dev.millrace.serving;

/**
 * Where a server listens and what it bears.
 *
 * @param host a loopback address: any other is refused, since there are no credentials yet
 * @param port 0 for one that is free
 */
public record ServerConfig(String host, int port, Limits limits) {

  /** On 127.0.0.1 with the standard limits. */
  public static ServerConfig loopback(int port) {
    return new ServerConfig("127.0.0.1", port, Limits.STANDARD);
  }

  /** The same with other limits. */
  public ServerConfig with(Limits limits) {
    return new ServerConfig(host, port, limits);
  }
}
