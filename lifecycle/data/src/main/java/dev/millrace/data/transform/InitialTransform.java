package dev.millrace.data.transform;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.KeptTransform;
import dev.millrace.model.bundle.ModelBundle;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * The transform of a model, taken over for other rows as it is, byte for byte: what it has learnt
 * of the rows of then (vocabularies, means, quantiles) is what the model's trees ask about. So it
 * can only stand for features that are declared as they were then, of columns that it can read.
 */
final class InitialTransform {

  private final KeptTransform kept;
  private final Transform.Inputs inputs;

  private InitialTransform(KeptTransform kept, Transform.Inputs inputs) {
    this.kept = kept;
    this.inputs = inputs;
  }

  /**
   * The files of the model's transform.
   *
   * @param inputs what is declared now, and of which columns
   * @throws UserError if the bundle is damaged or has no transform; naming each feature that is
   *     declared otherwise, or each column that the transform does not take
   */
  static TransformFiles keep(Model initial, Transform.Inputs inputs, TaskContext task)
      throws IOException, SQLException {
    KeptTransform kept =
        ModelBundle.open(initial.directory())
            .contents()
            .continuation()
            .transform()
            .orElseThrow(
                () ->
                    UserError.usage("the initial model has no transform to keep")
                        .hint(
                            "make a model from a transform step with this version first; until"
                                + " then leave initial out"));
    try (ExamplesReader reader =
        ExamplesReader.open(inputs.examples(), task.workDirectory(), task.threads())) {
      new InitialTransform(kept, inputs).require(reader.columns());
    }
    List<String> outputs = kept.signature().outputs().stream().map(Field::name).toList();
    task.log(
        "kept the transform of the initial model: %d features with %d outputs; nothing is analysed"
            .formatted(kept.features().size(), outputs.size()));
    return TransformFiles.of(kept);
  }

  private void require(SequencedMap<String, DataType> columns) throws IOException {
    DeclaredFeatures.of(inputs).requireSame(kept.features());
    requireZone();
    var _ = Declarations.read(inputs.features().get(), columns, inputs.label().get());
    requireReadable(columns, DataSchema.read(inputs.schema()));
    OutputNames.requireFree(
        kept.signature().outputs().stream().map(Field::name).toList(),
        inputs.label().get(),
        inputs.keep().get());
  }

  private void requireZone() {
    Signature signature = kept.signature();
    if (!signature.zone().equals(inputs.zone().get())) {
      throw UserError.usage(
              "the initial model's timestamps are of the zone %s, this step's of %s"
                  .formatted(signature.zone(), inputs.zone().get()))
          .hint("write zone: %s, or leave initial out".formatted(signature.zone()));
    }
  }

  /** A graph is compiled for the types of its columns, and for whether they may be missing. */
  private void requireReadable(SequencedMap<String, DataType> columns, DataSchema schema) {
    List<String> problems = new ArrayList<>();
    for (Field input : kept.signature().inputs()) {
      DataType found = columns.get(input.name());
      boolean fits =
          found == input.type() || (found == DataType.INTEGER && input.type() == DataType.NUMBER);
      if (found == null) {
        problems.add("there is no column '" + input.name() + "'");
      } else if (!fits) {
        problems.add(
            "column '%s' is %s, and was %s"
                .formatted(input.name(), found.text(), input.type().text()));
      } else if (!input.nullable() && schema.feature(input.name(), "transform").nullable()) {
        problems.add("column '%s' may be missing now, and never was".formatted(input.name()));
      }
    }
    if (!problems.isEmpty()) {
      throw UserError.usage(
              "the initial model's transform does not take these rows: "
                  + String.join("; ", problems))
          .hint("mend the columns or the schema, or leave initial out to analyse the data anew");
    }
  }
}
