package dev.millrace.engine.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a program and its helpers write to, until the last of them is gone. The platform's own pipe
 * is closed when the program's first process ends, and what another says after that is lost; so
 * this is a named one (mkfifo(3)), whose name is taken away once the program has it.
 */
final class OutputPipe implements AutoCloseable {

  private static final int OWNER_ONLY = 0600;

  private final Path directory;
  private final Path name;
  private final FileChannel from;
  private final FileChannel held;

  private OutputPipe(Path directory, Path name) throws IOException {
    this.directory = directory;
    this.name = name;
    // Open for both, so that neither side waits for the other.
    held = FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    from = FileChannel.open(name, StandardOpenOption.READ);
  }

  static OutputPipe open() throws IOException {
    Path directory = Files.createTempDirectory("millrace-");
    Path name = directory.resolve("output");
    try {
      make(name);
      return new OutputPipe(directory, name);
    } catch (IOException e) {
      Files.deleteIfExists(name);
      Files.deleteIfExists(directory);
      throw e;
    }
  }

  private static void make(Path name) throws IOException {
    try (Arena scratch = Arena.ofConfined()) {
      int result =
          (int) Native.MKFIFO.invokeExact(scratch.allocateFrom(name.toString()), OWNER_ONLY);
      if (result != 0) {
        throw new IOException("a pipe cannot be made at " + name);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a program is started with, before {@link #started}. */
  File target() {
    return name.toFile();
  }

  /** The program has it: from now on its end is that of the last process which writes to it. */
  void started() {
    try {
      held.close();
      Files.deleteIfExists(name);
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To be read by one thread; ends when there is nobody left to write. */
  InputStream read() {
    return Channels.newInputStream(from);
  }

  /** Who reads is told that it is closed, if there is no end yet. */
  @Override
  public void close() throws IOException {
    held.close();
    from.close();
    Files.deleteIfExists(name);
    Files.deleteIfExists(directory);
  }

  /** Looked up when the first program starts. */
  @SuppressWarnings("restricted")
  private static final class Native {
    private static final MethodHandle MKFIFO =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("mkfifo"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  }
}
