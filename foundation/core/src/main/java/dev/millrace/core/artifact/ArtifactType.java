package dev.millrace.core.artifact;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of artifact: a name and version for the store, and the Java record that stands for it in
 * components.
 *
 * @param name as stored and as written in component files, such as {@code Examples}
 * @param version of the layout of its files; another version is another type
 * @param javaClass the record
 * @param open makes the record over a handle
 */
public record ArtifactType<A extends Artifact>(
    String name, int version, Class<A> javaClass, Function<Handle, A> open) {

  /** Two types are the same if their names and versions are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ArtifactType<?> type
        && type.name.equals(name)
        && type.version == version;
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + version;
  }

  public A over(Handle handle) {
    return open.apply(handle);
  }

  /** The stored form, {@code name/version}. */
  @Override
  public String toString() {
    return name + "/" + version;
  }
}
