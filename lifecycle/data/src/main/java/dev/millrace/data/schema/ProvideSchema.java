package dev.millrace.data.schema;

import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.data.statistics.StatisticsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Provides the schema: the one that people reviewed, or else one inferred from the data. */
@Named("schema")
@Doc("Provides the schema: a reviewed file, or else one inferred from the data.")
@Example(
    """
    schema:
      uses: schema
      with: { file: schema.yaml }
    """)
public final class ProvideSchema implements Component<ProvideSchema.Inputs, ProvideSchema.Outputs> {

  /** Where the schema comes from. */
  public record Inputs(
      @Doc("What the schema is inferred from if no file is given") Statistics statistics,
      @Doc("A reviewed schema, relative to the pipeline") Value<Optional<String>> file,
      @Doc("The column that the model learns to predict, if the file does not mark it")
          Value<Optional<String>> label) {}

  /** The schema. */
  public record Outputs(@Doc("What the data should look like") Schema schema) {}

  /** The reviewed file's content. */
  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task) throws IOException {
    Optional<Path> file = file(inputs, task);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream content = Files.newInputStream(file.get())) {
      return Optional.of(Digest.of(content).hex());
    }
  }

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    Optional<Path> file = file(inputs, task);
    DataSchema schema =
        file.isPresent()
            ? DataSchema.read(file.get())
            : SchemaInference.infer(StatisticsFile.read(inputs.statistics()));
    Optional<String> label = inputs.label().get();
    if (label.isPresent()) {
      schema = schema.withLabel(label.get());
    }
    task.log(file.map(path -> "reviewed schema " + path).orElse("schema inferred from the data"));
    Schema written = task.stage(Schema.TYPE);
    schema.write(written);
    return new Outputs(written);
  }

  private static Optional<Path> file(Inputs inputs, TaskContext task) {
    Optional<Path> file = inputs.file().get().map(task::resolve);
    file.filter(path -> !Files.isRegularFile(path))
        .ifPresent(
            path -> {
              throw UserError.notFound("there is no schema file " + path)
                  .hint("leave out 'file' to have the schema inferred from the data");
            });
    return file;
  }
}
