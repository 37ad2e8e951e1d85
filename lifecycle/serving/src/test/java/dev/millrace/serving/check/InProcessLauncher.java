package dev.millrace.serving.check;

import dev.millrace.core.port.ServerLauncher;
import dev.millrace.serving.ModelServer;
import dev.millrace.serving.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The real server without the process around it, which says that it holds so many bytes. */
record InProcessLauncher(long residentBytes) implements ServerLauncher {

  @Override
  public Server launch(Path bundle, String modelName, Duration timeout) {
    ModelServer server =
        ModelServer.start(ServerConfig.loopback(0), new NoLog(), Clock.systemUTC());
    server.deploy(modelName, 1, bundle);
    long bytes = residentBytes;
    return new Server() {
      @Override
      public URI address() {
        return server.address();
      }

      @Override
      public long residentBytes() {
        return bytes;
      }

      @Override
      public Optional<String> ended() {
        return Optional.empty();
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
