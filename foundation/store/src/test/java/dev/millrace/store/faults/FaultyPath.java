package dev.millrace.store.faults;

import dev.millrace.store.faults.Fault.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path that leads to the real file through {@link Faults}. */
record FaultyPath(FaultyFileSystem system, Path real) implements Path {

  /** The real path of any, ours or not. */
  static Path real(Path path) {
    return path instanceof FaultyPath faulty ? faulty.real : path;
  }

  private FaultyPath over(Path path) {
    return system.over(path);
  }

  private @Nullable Path overOrNull(@Nullable Path path) {
    return path == null ? null : over(path);
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return real.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return overOrNull(real.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return overOrNull(real.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return overOrNull(real.getParent());
  }

  @Override
  public int getNameCount() {
    return real.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return over(real.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return over(real.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return real.startsWith(real(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return real.endsWith(real(other));
  }

  @Override
  public Path normalize() {
    return over(real.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return over(real.resolve(real(other)));
  }

  @Override
  public Path relativize(Path other) {
    return over(real.relativize(real(other)));
  }

  @Override
  public URI toUri() {
    return real.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return over(real.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    ((FaultyProvider) system.provider()).faults().call(Call.LOOK, real);
    return over(real.toRealPath(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return real.compareTo(real(other));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FaultyPath path && path.real.equals(real);
  }

  @Override
  public int hashCode() {
    return real.hashCode();
  }

  @Override
  public String toString() {
    return real.toString();
  }
}
