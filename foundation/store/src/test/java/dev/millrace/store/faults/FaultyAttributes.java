package dev.millrace.store.faults;

import dev.millrace.store.faults.Fault.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file's attributes, read and changed through {@link Faults}. */
record FaultyAttributes(PosixFileAttributeView real, Path path, Faults faults)
    implements PosixFileAttributeView {

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public PosixFileAttributes readAttributes() throws IOException {
    faults.call(Call.LOOK, path);
    return real.readAttributes();
  }

  @Override
  public void setTimes(
      @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
      throws IOException {
    faults.call(Call.CHANGE, path);
    real.setTimes(modified, accessed, created);
  }

  @Override
  public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
    faults.call(Call.CHANGE, path);
    real.setPermissions(permissions);
  }

  @Override
  public void setGroup(GroupPrincipal group) throws IOException {
    faults.call(Call.CHANGE, path);
    real.setGroup(group);
  }

  @Override
  public UserPrincipal getOwner() throws IOException {
    faults.call(Call.LOOK, path);
    return real.getOwner();
  }

  @Override
  public void setOwner(UserPrincipal owner) throws IOException {
    faults.call(Call.CHANGE, path);
    real.setOwner(owner);
  }
}
