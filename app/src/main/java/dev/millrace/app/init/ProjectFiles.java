package dev.millrace.app.init;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;

/** Writes a project: whole or not at all, and never over what is there. */
final class ProjectFiles {

  private ProjectFiles() {}

  /**
   * @param typed the project as a person named it
   */
  static void requireNew(Path project, Path typed) {
    if (Files.exists(project, LinkOption.NOFOLLOW_LINKS)) {
      throw UserError.usage(typed + " is there already, and is left as it is")
          .hint("name another directory, or remove that one first");
    }
    Path parent = project.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw UserError.notFound("there is no directory " + parent + " to make the project in")
          .hint("make it first");
    }
  }

  static void write(Path project, SequencedMap<String, String> files) throws IOException {
    Path partial = project.resolveSibling("." + project.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectory(partial);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(partial.resolve(file.getKey()), file.getValue());
      }
      requireNew(project, project);
      Files.move(partial, project, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      String reason = e instanceof AccessDeniedException ? "no right to write" : e.getReason();
      throw UserError.failure("the project cannot be written to " + project + ": " + reason)
          .hint("see that you may write there, and that there is space left")
          .causedBy(e);
    } finally {
      remove(partial, files);
    }
  }

  private static void remove(Path partial, SequencedMap<String, String> files) throws IOException {
    if (Files.exists(partial)) {
      for (String file : files.keySet()) {
        Files.deleteIfExists(partial.resolve(file));
      }
      Files.delete(partial);
    }
  }
}
