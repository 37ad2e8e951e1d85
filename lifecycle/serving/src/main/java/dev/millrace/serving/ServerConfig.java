package dev.millrace.serving;

import dev.millrace.core.error.UserError;

/**
 * Where a server listens and what it bears.
 *
 * @param host a loopback address: any other is refused, since there are no credentials yet
 * @param port 0 for one that is free
 */
public record ServerConfig(String host, int port, Limits limits) {

  private static final int LAST_PORT = 65_535;

  /**
   * @throws UserError if there is no such port
   */
  public ServerConfig {
    if (port < 0 || port > LAST_PORT) {
      throw UserError.usage("there is no port " + port)
          .hint("give one from 1 to " + LAST_PORT + ", or 0 for one that is free");
    }
  }

  /** On 127.0.0.1 with the standard limits. */
  public static ServerConfig loopback(int port) {
    return new ServerConfig("127.0.0.1", port, Limits.STANDARD);
  }

  /** The same with other limits. */
  public ServerConfig with(Limits limits) {
    return new ServerConfig(host, port, limits);
  }
}
