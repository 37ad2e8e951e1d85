package dev.millrace.engine.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What files look like from outside: enough to tell that one has changed.
 *
 * @param states by file
 */
record FileTimes(Map<Path, String> states) {

  static FileTimes of(Collection<Path> files) throws IOException {
    Map<Path, String> states = new HashMap<>();
    for (Path file : files) {
      states.put(file, state(file));
    }
    return new FileTimes(states);
  }

  /** True if none of the files has changed. */
  boolean stillHold() throws IOException {
    for (Map.Entry<Path, String> file : states.entrySet()) {
      if (!state(file.getKey()).equals(file.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static String state(Path file) throws IOException {
    try {
      // The time of the last change of its status moves even where a tool sets the others back.
      return Files.readAttributes(file, "unix:ino,mode,size,ctime").toString();
    } catch (UnsupportedOperationException e) {
      return Files.readAttributes(file, "size,lastModifiedTime").toString();
    } catch (NoSuchFileException e) {
      return "gone";
    }
  }
}
