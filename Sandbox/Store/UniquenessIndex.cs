using System.Text;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Sandbox.Values;

namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>The index of a uniqueness constraint over what is committed. Used under the store's lock.</summary>
internal sealed class UniquenessIndex(SchemaRule constraint)
{
    private readonly Dictionary<string, long> _ids = [];
    private readonly string _labelOrType = constraint.Definition.LabelsOrTypes[0];
    private readonly byte[][] _properties = [.. constraint.Definition.Properties.Select(Encoding.UTF8.GetBytes)];

    public SchemaRule Constraint => constraint;

    public bool IsAboutNodes => constraint.Definition.Entity is SchemaEntity.Node;

    /// <summary>What the constraint sees in an entity; null when it doesn't look at it.</summary>
    public string? KeyOf(EntityRecord record) => record.Has(_labelOrType) ? UniquenessKey.Of(record.Properties, _properties) : null;

    /// <summary>Who has a key.</summary>
    public long? Find(string key) => _ids.TryGetValue(key, out var id) ? id : null;

    /// <summary>Adds an entity, if the constraint looks at it.</summary>
    public void Add(long id, EntityRecord record)
    {
        if (KeyOf(record) is { } key) _ids[key] = id;
    }

    /// <summary>Removes an entity, if it is here.</summary>
    public void Remove(long id, EntityRecord record)
    {
        if (KeyOf(record) is { } key && Find(key) == id) _ids.Remove(key);
    }

    /// <summary>Fills the index of a new constraint.</summary>
    /// <exception cref="ServerFailureException">Two entities share a key.</exception>
    public void Fill<T>(EntityTable<T> table) where T : EntityRecord
    {
        for (long id = 0; id < table.End; id++)
        {
            if (table[id] is not { } record || KeyOf(record) is not { } key || _ids.TryAdd(key, id)) continue;
            throw new ServerFailureException(
                StatusCode.ConstraintCreationFailed,
                $"Unable to create {constraint.Description}:\nBoth {Entity(_ids[key])} and {Entity(id)} have the {Shared(record)}. " +
                "Note that only the first found violation is shown.");
        }
    }

    /// <summary>The failure of an entity that would be the second with its key.</summary>
    public ServerFailureException Violation(long first, EntityRecord second) => new(
        StatusCode.ConstraintValidationFailed, $"{Entity(first)} already exists with {Shared(second)}");

    private string Entity(long id) => IsAboutNodes ? $"Node({id})" : $"Relationship({id})";

    private string Shared(EntityRecord record)
    {
        var values = constraint.Definition.Properties.Zip(
            _properties, (name, utf8) => $"`{name}` = {CypherText.Of(PropertyMap.Find(record.Properties, utf8))}");
        var properties = $"{(_properties.Length == 1 ? "property" : "properties")} {string.Join(", ", values)}";
        return $"{(IsAboutNodes ? "label" : "type")} `{_labelOrType}` and {properties}";
    }
}
