package dev.millrace.core.yaml;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.expression.TextTemplate;
import dev.millrace.core.pipeline.FanItem;
import dev.millrace.core.pipeline.Scope;
import java.util.ArrayList;
import java.util.Optional;

/** Tells which texts of a pipeline file name artifacts. */
final class ArtifactReferences {

  private ArtifactReferences() {}

  /** The bare reference that a text is. */
  static Optional<Reference> reference(String text) {
    return text.contains("${")
        ? TextTemplate.parse(text)
            .whole()
            .flatMap(
                part ->
                    part instanceof TextTemplate.Named(Reference reference)
                        ? Optional.of(reference)
                        : Optional.empty())
        : Optional.empty();
  }

  /** The port that a reference names, if that is of an artifact. */
  static Optional<ArtifactPort> port(Reference reference, Scope scope) {
    return switch (reference) {
      case Reference.StepOutput output ->
          scope
              .port(output, new ArrayList<>())
              .filter(ArtifactPort.class::isInstance)
              .map(ArtifactPort.class::cast);
      case Reference.OneOf(var of) -> port(of.getFirst(), scope);
      case Reference.Given(String input) -> scope.given(input, new ArrayList<>());
      case Reference.Item(var path) ->
          path.isEmpty()
                  && scope.place().item().orElse(null)
                      instanceof FanItem.Artifacts(ArtifactType<?> type)
              ? Optional.of(new ArtifactPort("item", type, Cardinality.ONE, ""))
              : Optional.empty();
      case Reference.Param _,
          Reference.Property _,
          Reference.GivenProperty _,
          Reference.Index _,
          Reference.RunFact _ ->
          Optional.empty();
    };
  }

  /** The type of the artifact, or artifacts, that a text names; empty if it names none. */
  static Optional<ArtifactType<?>> type(String text, Scope scope) {
    return reference(text).flatMap(reference -> port(reference, scope)).map(ArtifactPort::type);
  }

  /** True of a text that names a list of artifacts. */
  static boolean isMany(String text, Scope scope) {
    return reference(text)
        .flatMap(reference -> port(reference, scope))
        .filter(port -> port.cardinality() == Cardinality.MANY)
        .isPresent();
  }
}
