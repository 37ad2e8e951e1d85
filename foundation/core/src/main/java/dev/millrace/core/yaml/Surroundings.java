package dev.millrace.core.yaml;

import dev.millrace.core.component.Components;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a pipeline is written.
 *
 * @param components that its steps may use
 * @param queries by which its inputs may be found in the store
 * @param directory of its file
 * @param files that it is nested in and its own, by their real paths, the outermost first
 * @param depth how many pipelines it is nested in
 * @param pools of the pipeline that it is written inside, if it has no file of its own
 */
record Surroundings(
    Components components,
    Set<String> queries,
    Path directory,
    List<Path> files,
    int depth,
    Map<String, Integer> pools) {

  /** Of a pipeline that is written inside this one. */
  Surroundings inline(Map<String, Integer> poolsAround) {
    return new Surroundings(components, queries, directory, files, depth + 1, poolsAround);
  }
}
