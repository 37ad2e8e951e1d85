package dev.millrace.serving;

import dev.millrace.core.error.UserError;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How the web server under the model server is set up. Public so that a benchmark can compare with
 * a constant answer behind the very same settings.
 */
public final class HttpSettings {

  /** Kept here: a logger that nobody holds forgets its level. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private HttpSettings() {}

  /**
   * A server without routes.
   *
   * @throws UserError if the address is not this machine's own
   */
  public static WebServerConfig.Builder builder(ServerConfig config) {
    if (HELIDON.getLevel() == null) {
      HELIDON.setLevel(Level.WARNING); // it greets at INFO
    }
    Limits limits = config.limits();
    return WebServer.builder()
        .address(loopback(config.host()))
        .port(config.port())
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .maxTcpConnections(limits.connections())
        // Beyond the limit of a body, so that its sender is told before the connection is closed.
        .maxPayloadSize(4L * limits.bodyBytes())
        .shutdownGracePeriod(limits.shutdownGrace())
        .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(limits.readTimeout()))
        .addProtocol(
            Http1Config.builder()
                .maxHeadersSize(limits.headerBytes())
                .maxPrologueLength(limits.requestLineBytes())
                .build())
        .directHandlers(
            handlers -> {
              for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
                handlers.addHandler(event, new BrokenRequests());
              }
            });
  }

  private static InetAddress loopback(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address.isLoopbackAddress()) {
        return address;
      }
    } catch (UnknownHostException e) {
      throw UserError.usage("cannot listen on '" + host + "': no such address")
          .hint("use 127.0.0.1")
          .causedBy(e);
    }
    throw UserError.usage(
            "cannot listen on '"
                + host
                + "': only this machine's own addresses are served, since there are no credentials"
                + " and no TLS yet")
        .hint("use 127.0.0.1, and a proxy that authenticates for callers from elsewhere");
  }
}
