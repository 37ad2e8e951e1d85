package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent.Readme;
import dev.millrace.core.port.Origins.Origin;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.model.bundle.ModelBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** What a card is made from, as far as it was found; what was not is said on the card. */
public final class CardSources {

  /** The file of an evaluation that is read. */
  public static final String EVALUATION = "evaluation.json";

  /** The file of a blessing that is read. */
  public static final String BLESSING = "blessing.json";

  private final String model;
  private final int version;
  private final Digest digest;
  private final ModelBundle bundle;
  private final SequencedMap<String, Digest> judges = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();
  private Optional<JsonNode> evaluation = Optional.empty();
  private JsonNode blessing = Json.object();
  private Optional<Origin> origin = Optional.empty();
  private Optional<Readme> readme = Optional.empty();

  /**
   * @param digest of the bundle's content
   */
  public CardSources(String model, int version, Digest digest, ModelBundle bundle) {
    this.model = model;
    this.version = version;
    this.digest = digest;
    this.bundle = bundle;
  }

  /** What {@link #EVALUATION} holds of the evaluation that the version was judged by. */
  public CardSources evaluation(JsonNode tree) {
    evaluation = Optional.of(tree);
    return this;
  }

  /** What {@link #BLESSING} holds of the blessing that let the version in. */
  public CardSources blessing(JsonNode tree) {
    blessing = tree;
    return this;
  }

  /** An artifact that the version was let in by. */
  public CardSources judgedBy(String what, Digest artifact) {
    judges.put(what, artifact);
    return this;
  }

  public CardSources origin(Origin known) {
    origin = Optional.of(known);
    return this;
  }

  public CardSources readme(Readme text) {
    readme = Optional.of(text);
    return this;
  }

  /** A sentence on something that the card cannot tell. */
  public CardSources missing(String sentence) {
    missing.add(sentence);
    return this;
  }

  String model() {
    return model;
  }

  int version() {
    return version;
  }

  Digest digest() {
    return digest;
  }

  ModelBundle bundle() {
    return bundle;
  }

  SequencedMap<String, Digest> judges() {
    return judges;
  }

  List<String> missing() {
    return missing;
  }

  Optional<JsonNode> evaluation() {
    return evaluation;
  }

  /** Empty if it is not known. */
  JsonNode blessing() {
    return blessing;
  }

  Optional<Origin> origin() {
    return origin;
  }

  Optional<Readme> readme() {
    return readme;
  }
}
