using System.Diagnostics.CodeAnalysis;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Graph.Schema;

/// <summary>Reads the statements that <see cref="SchemaStatements.Create"/> writes, and nothing else.</summary>
internal ref struct SchemaStatementParser(string statement)
{
    private ReadOnlySpan<char> _rest = statement;

    public bool TryParseCreate(IReadOnlyDictionary<string, object?> parameters, [NotNullWhen(true)] out SchemaObject? schemaObject)
    {
        schemaObject = null;
        if (!Take("CYPHER 5 CREATE ") || parameters.GetValueOrDefault("name") is not string name) return false;
        var isConstraint = Take("CONSTRAINT $name FOR ");
        var kind = isConstraint ? "" : Word();
        if (!isConstraint && !(SchemaKinds.IsIndex(kind) && Take(" INDEX $name FOR "))) return false;
        if (!TryPattern(out var entity, out var labelsOrTypes)) return false;
        if (isConstraint) kind = entity is SchemaEntity.Node ? SchemaKinds.Uniqueness : SchemaKinds.RelationshipUniqueness;
        if (!TryProperties(kind, entity, out var properties) || !TryConfig(parameters, out var config)) return false;
        schemaObject = new SchemaObject
        {
            Name = name,
            Kind = kind,
            Entity = entity,
            LabelsOrTypes = labelsOrTypes,
            Properties = properties,
            Config = config,
        };
        return true;
    }

    private bool TryPattern(out SchemaEntity entity, out List<string> labelsOrTypes)
    {
        labelsOrTypes = [];
        entity = Take("(e") ? SchemaEntity.Node : SchemaEntity.Relationship;
        if (entity is SchemaEntity.Relationship && !Take("()-[e")) return false;
        return (!Take(":") || TryNames("", "|", labelsOrTypes)) && Take(entity is SchemaEntity.Node ? ")" : "]-()");
    }

    private bool TryProperties(string kind, SchemaEntity entity, out List<string> properties)
    {
        properties = [];
        return kind switch
        {
            SchemaKinds.Lookup => Take(entity is SchemaEntity.Node ? " ON EACH labels(e)" : " ON EACH type(e)"),
            SchemaKinds.FullText => Take(" ON EACH [") && TryNames("e.", ", ", properties) && Take("]"),
            SchemaKinds.Uniqueness or SchemaKinds.RelationshipUniqueness =>
                Take(" REQUIRE (") && TryNames("e.", ", ", properties) && Take(") IS UNIQUE"),
            _ => Take(" ON (") && TryNames("e.", ", ", properties) && Take(")"),
        };
    }

    private bool TryConfig(IReadOnlyDictionary<string, object?> parameters, out IReadOnlyDictionary<string, object> config)
    {
        config = new Dictionary<string, object>();
        if (Take(" OPTIONS $options"))
        {
            if (parameters.GetValueOrDefault("options") is not IReadOnlyDictionary<string, object?> options) return false;
            config = IndexOptions.Config(options);
        }

        return _rest.IsEmpty;
    }

    private bool TryNames(string prefix, string separator, List<string> names)
    {
        do
        {
            if (!Take(prefix + "`") || !TryEndOfName(out var length)) return false;
            names.Add(CypherName.Unquote(_rest[..length].ToString()));
            _rest = _rest[(length + 1)..];
        }
        while (Take(separator));
        return true;
    }

    // A doubled backtick belongs to the name, a single one ends it.
    private readonly bool TryEndOfName(out int length)
    {
        for (length = 0; length < _rest.Length; length++)
        {
            if (_rest[length] != '`') continue;
            if (length + 1 == _rest.Length || _rest[length + 1] != '`') return true;
            length++;
        }

        return false;
    }

    private string Word()
    {
        var end = _rest.IndexOf(' ');
        var word = end < 0 ? "" : _rest[..end].ToString();
        _rest = _rest[word.Length..];
        return word;
    }

    private bool Take(string text)
    {
        if (!_rest.StartsWith(text, StringComparison.Ordinal)) return false;
        _rest = _rest[text.Length..];
        return true;
    }
}
