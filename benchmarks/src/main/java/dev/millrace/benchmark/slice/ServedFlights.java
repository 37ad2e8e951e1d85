package dev.millrace.benchmark.slice;

import dev.millrace.serving.ModelServer;
import dev.millrace.serving.ServerConfig;
import dev.millrace.serving.log.RequestLogFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The model server with its request log on disk, as {@code millrace serve} has it. A process of its
 * own: prints its port, ends with its input.
 */
final class ServedFlights {

  private ServedFlights() {}

  /**
   * @param arguments the bundle's directory, and a home for the log
   */
  @SuppressWarnings("SystemOut") // how the port is told
  public static void main(String[] arguments) throws IOException {
    Clock clock = Clock.systemUTC();
    try (RequestLogFiles log = RequestLogFiles.open(Path.of(arguments[1]), clock);
        ModelServer server = ModelServer.start(ServerConfig.loopback(0), log, clock)) {
      server.deploy("flights", 1, Path.of(arguments[0]));
      System.out.println(server.address().getPort());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
