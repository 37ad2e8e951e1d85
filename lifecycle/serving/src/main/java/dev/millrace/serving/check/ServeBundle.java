package dev.millrace.serving.check;

import dev.millrace.core.error.UserError;
import dev.millrace.serving.ModelServer;
import dev.millrace.serving.ServerConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A process that serves one bundle: {@code ServeBundle DIRECTORY MODEL PORT}. It prints its address
 * on a line of its own when it is ready, and ends when its standard input does, so that it does not
 * outlive the process that started it.
 */
public final class ServeBundle {

  private ServeBundle() {}

  public static void main(String[] arguments) throws IOException {
    ServerConfig config = ServerConfig.loopback(Integer.parseInt(arguments[2]));
    try (ModelServer server = ModelServer.start(config, new NoLog(), Clock.systemUTC())) {
      server.deploy(arguments[1], 1, Path.of(arguments[0]));
      System.out.println(server.address());
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (UserError e) {
      System.err.println(e.getMessage());
      System.exit(e.kind().exitCode());
    }
  }
}
