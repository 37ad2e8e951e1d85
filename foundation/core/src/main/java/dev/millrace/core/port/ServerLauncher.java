package dev.millrace.core.port;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Starts the real model server in a process of its own, for the check that a bundle serves. */
public interface ServerLauncher {

  /**
   * Starts a server of one bundle on a free loopback port and waits until it is ready.
   *
   * @throws IOException with the server's last lines if it does not become ready in time
   */
  Server launch(Path bundle, String modelName, Duration timeout)
      throws IOException, InterruptedException;

  /** A running server; closing it ends the process. */
  interface Server extends AutoCloseable {

    /** Where it answers: {@code http://127.0.0.1:PORT}. */
    URI address();

    /** Resident memory of the process now, in bytes; 0 where the system does not tell. */
    long residentBytes();

    /** How the process ended, with its last lines; empty while it runs. */
    Optional<String> ended() throws InterruptedException;

    @Override
    void close();
  }
}
