using System.Diagnostics.CodeAnalysis;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Graph;

/// <summary>
/// The statements that change a schema: written from structure, with every name quoted or sent as a parameter, and read back by
/// the sandbox, so that writer and reader stand side by side.
/// </summary>
public static class SchemaStatements
{
    /// <summary>Writes the statement that creates a constraint or index.</summary>
    /// <exception cref="UnsupportedSchemaException">The kind is none that Community holds.</exception>
    public static SchemaStatement Create(SchemaObject schemaObject) => throw new NotImplementedException();

    /// <summary>Writes the statement that drops a constraint.</summary>
    public static SchemaStatement DropConstraint(string name) => throw new NotImplementedException();

    /// <summary>Writes the statement that drops an index.</summary>
    public static SchemaStatement DropIndex(string name) => throw new NotImplementedException();

    /// <summary>Reads back what <see cref="Create"/> wrote. Server-made fields (<see cref="SchemaObject.CreateStatement"/>) are left out.</summary>
    public static bool TryParseCreate(
        string statement, IReadOnlyDictionary<string, object?> parameters, [NotNullWhen(true)] out SchemaObject? schemaObject) =>
        throw new NotImplementedException();

    /// <summary>Reads back what <see cref="DropConstraint"/> or <see cref="DropIndex"/> wrote.</summary>
    public static bool TryParseDrop(
        string statement, IReadOnlyDictionary<string, object?> parameters, out bool isConstraint, [NotNullWhen(true)] out string? name) =>
        throw new NotImplementedException();

    /// <summary>Whether an object of this kind is a constraint; else it is an index.</summary>
    public static bool IsConstraint(SchemaObject schemaObject) => throw new NotImplementedException();
}

/// <summary>A statement and its parameters.</summary>
public sealed record SchemaStatement(string Text, IReadOnlyDictionary<string, object?> Parameters);
