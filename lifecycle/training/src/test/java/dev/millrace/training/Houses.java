package dev.millrace.training;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.OnnxModel;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Value;
import dev.millrace.data.Tables;
import dev.millrace.model.bundle.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Raw rows that a program's model is asked about, and all else that the step takes. */
final class Houses {
  private static final String HOUSES =
      """
      SELECT CASE WHEN i % 5 > 0 THEN (i * 10)::DOUBLE END AS size, (i % 7)::BIGINT AS rooms,
             CASE WHEN i % 3 > 0 THEN ['🔴', 'blue'][1 + i % 2] END AS colour, i % 2 = 0 AS sold
      FROM range(60) t(i)
      """;

  private static final String SCHEMA =
      """
      features:
        size: { type: number, nullable: true }
        rooms: { type: integer }
        colour: { type: string, nullable: true }
        sold: { type: boolean, label: true }
      """;

  private Houses() {}

  static BundleProgram.Inputs inputs(Path folder, OnnxModel model, Task task) throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("schema.yaml"), SCHEMA);
    Files.writeString(files.resolve("statistics.json"), "{\"splits\":{}}\n");
    Handle.Staged handle = new Handle.Staged(files, new TreeMap<>());
    Examples examples = Tables.examples(folder.resolve("examples"), Map.of("train", HOUSES));
    return new BundleProgram.Inputs(
        model,
        examples,
        new Schema(handle),
        new Statistics(handle),
        Optional.empty(),
        Value.of(task),
        Value.of("sold"),
        Value.of("UTC"));
  }
}
