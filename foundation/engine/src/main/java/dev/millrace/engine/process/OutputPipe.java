package dev.millrace.engine.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.millrace.core.error.UserError;
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
import java.util.Objects;

/**
 * What a program and its helpers write to, until the last of them is gone. The platform's own pipe
 * is closed when the program's first process ends, and what another says after that is lost; so
 * this is a named one (mkfifo(3)), whose name is taken away once the program has it.
 */
final class OutputPipe implements AutoCloseable {

  private static final int OWNER_ONLY = 0600;

  private final Path name;

  /** Open for both, so that neither side waits for the other to begin. */
  private final FileChannel held;

  private final FileChannel from;

  private OutputPipe(Path name, FileChannel held, FileChannel from) {
    this.name = name;
    this.held = held;
    this.from = from;
  }

  /**
   * @throws UserError if none can be made
   */
  static OutputPipe open() throws IOException {
    Path name = directory().resolve("output");
    try {
      make(name);
      FileChannel held = FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return new OutputPipe(name, held, FileChannel.open(name, StandardOpenOption.READ));
      } catch (IOException e) {
        held.close();
        throw e;
      }
    } catch (IOException e) {
      forget(name);
      throw e;
    }
  }

  private static Path directory() throws IOException {
    try {
      return Files.createTempDirectory("millrace-").toRealPath();
    } catch (IOException e) {
      throw UserError.failure("there is no place for the output of a program: " + e.getMessage())
          .hint("see that files can be made in " + System.getProperty("java.io.tmpdir"))
          .causedBy(e);
    }
  }

  /** Takes the name away, with the directory that was made for it. */
  private static void forget(Path name) throws IOException {
    Files.deleteIfExists(name);
    Files.deleteIfExists(Objects.requireNonNull(name.getParent()));
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

  /** As {@code /proc} names it to those who have it, once it has no name any more. */
  String mark() {
    return name + " (deleted)";
  }

  /** The program has it: from now on its end is that of the last process which writes to it. */
  void started() {
    try {
      held.close();
      forget(name);
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
    forget(name);
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
