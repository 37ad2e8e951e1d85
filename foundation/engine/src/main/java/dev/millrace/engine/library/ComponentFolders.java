package dev.millrace.engine.library;

import dev.millrace.core.component.ComponentSource;
import dev.millrace.core.component.Components;
import dev.millrace.core.error.UserError;
import dev.millrace.engine.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the components that a pipeline may use: those installed, and those of the folder {@code
 * components} beside its file. A folder is read again when a file in it has changed.
 */
public final class ComponentFolders implements ComponentSource {

  /** The folder's name. */
  public static final String NAME = "components";

  private final Supplier<Components> installed;
  private final Supplier<Programs> programs;
  private final Map<Path, ComponentFolder> folders = new Newest();

  /**
   * @param installed asked for when first needed
   * @param programs asked for when the first component file is read
   */
  public ComponentFolders(Supplier<Components> installed, Supplier<Programs> programs) {
    this.installed = installed;
    this.programs = programs;
  }

  @Override
  public Components at(Path directory) {
    Path place = directory.toAbsolutePath().normalize().resolve(NAME);
    try {
      Optional<FolderFiles> files = FolderFiles.of(place);
      return files.isEmpty() ? installed.get() : folder(place, files.get()).components();
    } catch (IOException e) {
      throw UserError.failure("the components in " + place + " cannot be read: " + e.getMessage())
          .hint("check that you may read them")
          .causedBy(e);
    }
  }

  private synchronized ComponentFolder folder(Path place, FolderFiles files) throws IOException {
    ComponentFolder known = folders.get(place);
    if (known == null || !known.isOf(files)) {
      known = ComponentFolder.read(files, installed.get(), programs);
      folders.put(place, known);
    }
    return known;
  }

  /** Each holds on to the classes of its jars. */
  private static final class Newest extends LinkedHashMap<Path, ComponentFolder> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 64;

    Newest() {
      super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Path, ComponentFolder> eldest) {
      return size() > MOST;
    }
  }
}
