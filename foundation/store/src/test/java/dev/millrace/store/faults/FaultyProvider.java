package dev.millrace.store.faults;

import dev.millrace.store.faults.Fault.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes calls on to the real file system, unless one is to go wrong. */
final class FaultyProvider extends FileSystemProvider {
  private final FileSystemProvider real;
  private final Faults faults;

  FaultyProvider(FileSystemProvider real, Faults faults) {
    this.real = real;
    this.faults = faults;
  }

  Faults faults() {
    return faults;
  }

  private Path at(Call call, Path path) throws IOException {
    Path where = FaultyPath.real(path);
    faults.call(call, where);
    return where;
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path where = at(Call.OPEN, path);
    return new FaultyChannel(real.newFileChannel(where, options, attributes), where, faults);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    FaultyFileSystem system = (FaultyFileSystem) directory.getFileSystem();
    DirectoryStream<Path> entries =
        real.newDirectoryStream(
            at(Call.LIST, directory), entry -> filter.accept(system.over(entry)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> iterator = entries.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return iterator.hasNext();
          }

          @Override
          public Path next() {
            return system.over(iterator.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        entries.close();
      }
    };
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    real.createDirectory(at(Call.MAKE, directory), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    real.delete(at(Call.DELETE, path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    real.move(at(Call.MOVE, source), FaultyPath.real(target), options);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return real.isSameFile(at(Call.LOOK, path), FaultyPath.real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(at(Call.LOOK, path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return real.getFileStore(at(Call.LOOK, path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(at(Call.LOOK, path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    Path where = FaultyPath.real(path);
    PosixFileAttributeView view =
        real.getFileAttributeView(where, PosixFileAttributeView.class, options);
    return type.isAssignableFrom(PosixFileAttributeView.class)
        ? type.cast(new FaultyAttributes(view, where, faults))
        : real.getFileAttributeView(where, type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(at(Call.LOOK, path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return real.readAttributes(at(Call.LOOK, path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    real.setAttribute(at(Call.CHANGE, path), name, value, options);
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }
}
