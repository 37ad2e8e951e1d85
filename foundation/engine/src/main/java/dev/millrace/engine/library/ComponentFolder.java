package dev.millrace.engine.library;

import dev.millrace.core.component.Components;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.yaml.ComponentFile;
import dev.millrace.engine.program.ProgramCode;
import dev.millrace.engine.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The components of one folder as they were when it was read.
 *
 * @param components those installed too
 * @param times of every file that they were made from
 */
record ComponentFolder(FolderFiles files, Components components, FileTimes times) {

  /**
   * Reads a folder.
   *
   * @throws dev.millrace.core.error.UserError naming everything that is wrong with it
   */
  static ComponentFolder read(FolderFiles files, Components installed, Supplier<Programs> programs)
      throws IOException {
    List<Path> read = new ArrayList<>(files.jars());
    read.addAll(files.declarations());
    FileTimes before = FileTimes.of(read);
    Map<String, String> names = new HashMap<>();
    installed.names().forEach(name -> names.put(name, "it comes with Millrace"));
    UserJars jars = UserJars.load(files.jars(), names);
    List<StepCode> codes = new ArrayList<>(jars.components());
    if (!files.declarations().isEmpty()) {
      ComponentFile.Known known =
          new ComponentFile.Known(jars.types(), names, programs.get().searchPath());
      for (ComponentFile file : ComponentFile.readAll(files.declarations(), known)) {
        ProgramCode code = programs.get().code(file);
        read.addAll(code.files());
        codes.add(code);
      }
    }
    Map<Path, String> states = new HashMap<>(FileTimes.of(read).states());
    // A file that changed while it was read is read again.
    states.putAll(before.states());
    return new ComponentFolder(files, installed.and(codes), new FileTimes(states));
  }

  /** True if reading these files again would give the same. */
  boolean isOf(FolderFiles others) throws IOException {
    return files.equals(others) && times.stillHold();
  }
}
