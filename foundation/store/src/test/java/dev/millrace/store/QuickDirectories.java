package dev.millrace.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes tests' directories in memory, where there is room. Hundreds of tests wait for thousands of
 * fsyncs, of which none is what they are about; {@link DurabilityTest} is, and asks for a disk.
 */
public final class QuickDirectories implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM_BYTES = 1L << 30;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    boolean roomy =
        Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM_BYTES;
    return roomy
        ? Files.createTempDirectory(MEMORY, "millrace")
        : Files.createTempDirectory("millrace");
  }
}
