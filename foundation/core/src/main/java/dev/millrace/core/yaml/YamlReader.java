package dev.millrace.core.yaml;

import dev.millrace.core.error.Problem.Place;
import dev.millrace.core.value.Json;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one YAML 1.2 document as JSON, and remembers where each part stands.
 *
 * <p>It works on the parser's events rather than on a composed document, so that depth and size are
 * limited before anything recursive sees them: a document of brackets or of aliases upon aliases is
 * refused, not suffered.
 */
final class YamlReader {

  static final int MAX_DEPTH = 64;
  static final int MAX_NODES = 100_000;

  private final Lint lint;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  /** What an alias stands for, and how many nodes that is. */
  private record Anchored(JsonNode value, int nodes) {}

  /** Ends the reading of a document that cannot be gone on with. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient Place place;
    final String remedy;

    Refused(Place place, String message, String remedy) {
      super(message, null, false, false);
      this.place = place;
      this.remedy = remedy;
    }
  }

  private YamlReader(String text, Lint lint) {
    this.lint = lint;
    // One block for all: the parser fails where a block ends within a character of two halves.
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(lint.file())
            .setBufferSize(Math.max(1, text.length()))
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** The document; empty if it is none, with the reason noted. */
  static Optional<JsonNode> read(String text, Lint lint) {
    return lint.read(() -> document(text, lint));
  }

  private static Optional<JsonNode> document(String text, Lint lint) {
    try {
      return Optional.of(new YamlReader(text, lint).document());
    } catch (Refused e) {
      lint.at(e.place, String.valueOf(e.getMessage()), e.remedy);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      lint.at(place(lint.file(), mark), "not YAML: " + e.getProblem(), "correct the syntax");
    } catch (YamlEngineException e) {
      lint.at(
          place(lint.file(), Optional.empty()), "not YAML: " + e.getMessage(), "correct the file");
    }
    return Optional.empty();
  }

  private JsonNode document() {
    next(); // start of the stream
    Event first = next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      throw new Refused(place(first), "the file is empty", "write name: and steps:");
    }
    JsonNode document = node(next(), JsonPointer.empty(), 0);
    next(); // end of the document
    Event last = next();
    if (last.getEventId() != Event.ID.StreamEnd) {
      throw new Refused(
          place(last), "the file has a second document", "keep one document in a file");
    }
    return document;
  }

  private Event next() {
    return events.next();
  }

  private JsonNode node(Event event, JsonPointer at, int depth) {
    lint.places().addValue(at, place(event));
    if (depth > MAX_DEPTH) {
      throw new Refused(
          place(event), "nested more than " + MAX_DEPTH + " levels deep", "make it flatter");
    }
    count(1, event);
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    int before = nodes;
    refuseTag(event);
    JsonNode node =
        switch (event.getEventId()) {
          case MappingStart -> mapping(at, depth);
          case SequenceStart -> sequence(at, depth);
          case Scalar -> scalar((ScalarEvent) event);
          case Alias,
              Comment,
              DocumentEnd,
              DocumentStart,
              MappingEnd,
              SequenceEnd,
              StreamEnd,
              StreamStart ->
              throw new IllegalStateException("the YAML parser gave " + event + " for a node");
        };
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(
            anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before + 1)));
    return node;
  }

  private void count(int more, Event event) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new Refused(
          place(event),
          "the document has more than " + MAX_NODES + " values, aliases written out",
          "keep data in files of its own and name them");
    }
  }

  private JsonNode alias(AliasEvent event) {
    String name = event.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new Refused(
          place(event),
          "the alias *" + name + " has no anchor before it",
          "write the value out, or put &" + name + " before its first use");
    }
    count(anchored.nodes(), event);
    return anchored.value();
  }

  private void refuseTag(Event event) {
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.empty();
        };
    tag.ifPresent(
        written ->
            lint.at(place(event), "the tag " + written + " is not understood", "remove the tag"));
  }

  private JsonNode mapping(JsonPointer at, int depth) {
    ObjectNode object = Json.object();
    Event event = next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      String key = key(event);
      JsonPointer inside = at.appendProperty(key);
      boolean twice = object.has(key);
      Place first = lint.places().key(inside);
      if (twice) {
        lint.at(
            place(event),
            "the key '" + key + "' was already given in line " + first.line(),
            "remove one of the two");
      } else {
        lint.places().addKey(inside, place(event));
      }
      JsonNode value = node(next(), inside, depth + 1);
      if (!twice) {
        object.set(key, value);
      }
      event = next();
    }
    return object;
  }

  private String key(Event event) {
    count(1, event);
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar);
      return scalar.getValue();
    }
    throw new Refused(place(event), "a key must be text", "write the key as text");
  }

  private JsonNode sequence(JsonPointer at, int depth) {
    ArrayNode array = Json.array();
    Event event = next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      array.add(node(event, at.appendIndex(array.size()), depth + 1));
      event = next();
    }
    return array;
  }

  private JsonNode scalar(ScalarEvent event) {
    try {
      return YamlScalar.read(event);
    } catch (IllegalArgumentException e) {
      lint.at(place(event), String.valueOf(e.getMessage()), "write a number, or put it in quotes");
      return JsonNodeFactory.instance.nullNode();
    }
  }

  private Place place(Event event) {
    return place(lint.file(), event.getStartMark());
  }

  private static Place place(String file, Optional<Mark> mark) {
    return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
        .orElseGet(() -> new Place(file, 1, 1));
  }
}
