using System.Diagnostics.CodeAnalysis;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Graph.Schema;

namespace StreamingTracker.Backup.Graph;

/// <summary>
/// The statements that change a schema: written from structure, with every name quoted or sent as a parameter, and read back by
/// the sandbox, so that writer and reader stand side by side. The index provider is never sent: a server takes the newest it
/// has, whatever it is told (seen on 5.26, where <c>vector-1.0</c> becomes <c>vector-2.0</c>), and newer ones refuse the option.
/// </summary>
public static class SchemaStatements
{
    private const string DropConstraintText = "CYPHER 5 DROP CONSTRAINT $name";
    private const string DropIndexText = "CYPHER 5 DROP INDEX $name";

    /// <summary>Writes the statement that creates a constraint or index.</summary>
    /// <exception cref="UnsupportedSchemaException">The kind, or its shape, is none that Community holds.</exception>
    public static SchemaStatement Create(SchemaObject schemaObject)
    {
        RequireSupported(schemaObject);
        var text = "CYPHER 5 CREATE " + Definition(schemaObject);
        var parameters = new Dictionary<string, object?> { ["name"] = schemaObject.Name };
        if (schemaObject.Config.Count == 0) return new SchemaStatement(text, parameters);
        parameters["options"] = new Dictionary<string, object?> { ["indexConfig"] = schemaObject.Config };
        return new SchemaStatement(text + " OPTIONS $options", parameters);
    }

    /// <summary>Writes the statement that drops a constraint.</summary>
    public static SchemaStatement DropConstraint(string name) => Drop(DropConstraintText, name);

    /// <summary>Writes the statement that drops an index.</summary>
    public static SchemaStatement DropIndex(string name) => Drop(DropIndexText, name);

    /// <summary>
    /// Reads back what <see cref="Create"/> wrote. What a server adds of itself (<see cref="SchemaObject.CreateStatement"/>,
    /// <see cref="SchemaObject.Provider"/>) is left out.
    /// </summary>
    public static bool TryParseCreate(
        string statement, IReadOnlyDictionary<string, object?> parameters, [NotNullWhen(true)] out SchemaObject? schemaObject) =>
        new SchemaStatementParser(statement).TryParseCreate(parameters, out schemaObject);

    /// <summary>Reads back what <see cref="DropConstraint"/> or <see cref="DropIndex"/> wrote.</summary>
    public static bool TryParseDrop(
        string statement, IReadOnlyDictionary<string, object?> parameters, out bool isConstraint, [NotNullWhen(true)] out string? name)
    {
        isConstraint = statement == DropConstraintText;
        name = parameters.GetValueOrDefault("name") as string;
        return name is not null && (isConstraint || statement == DropIndexText);
    }

    /// <summary>Whether an object of this kind is a constraint; else it is an index.</summary>
    public static bool IsConstraint(SchemaObject schemaObject) => !SchemaKinds.IsIndex(schemaObject.Kind);

    /// <summary>Checks that Community can hold a constraint or index.</summary>
    /// <exception cref="UnsupportedSchemaException">It can't.</exception>
    internal static void RequireSupported(SchemaObject o)
    {
        var what = $"{(IsConstraint(o) ? "Constraint" : "Index")} `{o.Name}`";
        if (!SchemaKinds.IsIndex(o.Kind) && !SchemaKinds.IsUniqueness(o.Kind))
        {
            throw new UnsupportedSchemaException(
                $"{what} is of the kind {o.Kind}, which Neo4j Community does not have",
                "Restore into an Enterprise server by hand with the statements kept in the manifest, or make the backup again without it.");
        }

        var shapeFits = o.Kind switch
        {
            SchemaKinds.Lookup => true,
            SchemaKinds.FullText => o is { LabelsOrTypes.Count: > 0, Properties.Count: > 0 },
            _ => o is { LabelsOrTypes.Count: 1, Properties.Count: > 0 },
        };
        if (!shapeFits)
        {
            throw new UnsupportedSchemaException(
                $"{what} of the kind {o.Kind} is about {o.LabelsOrTypes.Count} labels or types and {o.Properties.Count} properties, " +
                "which no statement of Cypher 5 creates",
                "Drop it in the database that was backed up and make the backup again, or take it out of the manifest.");
        }
    }

    private static SchemaStatement Drop(string text, string name) => new(text, new Dictionary<string, object?> { ["name"] = name });

    private static string Definition(SchemaObject o)
    {
        var properties = string.Join(", ", o.Properties.Select(property => "e." + CypherName.Quote(property)));
        return o.Kind switch
        {
            SchemaKinds.Lookup => $"LOOKUP INDEX $name FOR {Pattern(o)} ON EACH {(o.Entity is SchemaEntity.Node ? "labels(e)" : "type(e)")}",
            SchemaKinds.FullText => $"FULLTEXT INDEX $name FOR {Pattern(o)} ON EACH [{properties}]",
            _ when IsConstraint(o) => $"CONSTRAINT $name FOR {Pattern(o)} REQUIRE ({properties}) IS UNIQUE",
            _ => $"{o.Kind} INDEX $name FOR {Pattern(o)} ON ({properties})",
        };
    }

    private static string Pattern(SchemaObject o)
    {
        var entity = o.LabelsOrTypes.Count == 0 ? "e" : "e:" + string.Join('|', o.LabelsOrTypes.Select(CypherName.Quote));
        return o.Entity is SchemaEntity.Node ? $"({entity})" : $"()-[{entity}]-()";
    }
}

/// <summary>A statement and its parameters.</summary>
public sealed record SchemaStatement(string Text, IReadOnlyDictionary<string, object?> Parameters);
