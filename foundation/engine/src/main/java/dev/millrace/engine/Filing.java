package dev.millrace.engine;

import dev.millrace.core.yaml.PipelineFile;
import dev.millrace.store.MetadataStore.Run;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Under what a run is filed, for finding it again. */
public record Filing(String project, String experiment, Map<String, String> tags) {

  public static final Filing DEFAULT = new Filing("default", "default", Map.of());

  /** The tag that names the file of a run's pipeline, where it has not the usual name. */
  private static final String FILE = "file";

  public Filing {
    tags = Map.copyOf(tags);
  }

  /** The same, and which file of its directory the pipeline is. */
  public Filing from(Path file) {
    String name = String.valueOf(file.getFileName());
    Map<String, String> more = new LinkedHashMap<>(tags);
    if (name.equals(PipelineFile.NAME)) {
      more.remove(FILE);
    } else {
      more.put(FILE, name);
    }
    return new Filing(project, experiment, more);
  }

  /** The file that a run's pipeline was read from. */
  public static Path fileOf(Run run) {
    return Path.of(run.directory()).resolve(file(run.tags()));
  }

  /** The tags of a run that change where it goes on with what is filed like this. */
  Map<String, String> changes(Run run) {
    String now = file(tags);
    return now.equals(file(run.tags())) ? Map.of() : Map.of(FILE, now);
  }

  private static String file(Map<String, String> tags) {
    return tags.getOrDefault(FILE, PipelineFile.NAME);
  }
}
