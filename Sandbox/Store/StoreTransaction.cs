using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>
/// A transaction: it sees what is committed at each moment with its own changes over it, and nobody else sees those before
/// they are committed. It takes no locks: what another has committed meanwhile is found at the commit, where the real server
/// would have waited earlier.
/// </summary>
internal sealed class StoreTransaction(GraphStore store)
{
    private readonly List<Func<SchemaCatalogue, SchemaCatalogue>> _schemaChanges = [];
    private readonly Dictionary<(string Constraint, string Key), long> _ownKeys = [];

    /// <summary>Which of the store's transactions it is, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>What its client says of it.</summary>
    public required IReadOnlyDictionary<string, object?> Metadata { get; init; }

    public EntityOverlay<NodeRecord> Nodes { get; } = new(store.Nodes);

    public EntityOverlay<RelationshipRecord> Relationships { get; } = new(store.Relationships);

    /// <summary>The schema as the transaction sees it.</summary>
    public SchemaCatalogue Schema => ChangeSchema(store.Schema);

    /// <summary>Whether it was committed or rolled back; the store's to set.</summary>
    public bool HasEnded { get; set; }

    public bool ChangesSchema => _schemaChanges.Count > 0;

    public bool ChangesData => Nodes.Changes.Count > 0 || Relationships.Changes.Count > 0;

    /// <summary>The schema changes, applied to a catalogue.</summary>
    public SchemaCatalogue ChangeSchema(SchemaCatalogue schema) =>
        _schemaChanges.Aggregate(schema, (catalogue, change) => change(catalogue));

    /// <summary>Creates a node.</summary>
    /// <exception cref="ServerFailureException">A constraint forbids it.</exception>
    public long CreateNode(NodeRecord node)
    {
        lock (store.Lock)
        {
            var id = Nodes.Create(node);
            RequireUnique(id, node, isNode: true);
            return id;
        }
    }

    /// <summary>Whether there is a node with this id.</summary>
    public bool HasNode(long id)
    {
        lock (store.Lock) return Nodes.Find(id) is not null;
    }

    /// <summary>Creates a relationship between two nodes; that they exist is checked again at the commit.</summary>
    /// <exception cref="ServerFailureException">A constraint forbids it.</exception>
    public void CreateRelationship(RelationshipRecord relationship)
    {
        lock (store.Lock)
        {
            var id = Relationships.Create(relationship);
            RequireUnique(id, relationship, isNode: false);
        }
    }

    /// <summary>Deletes nodes or relationships in the order of their ids; whether the nodes may go is checked at the commit.</summary>
    /// <returns>How many were deleted.</returns>
    public long Delete(bool nodes, long atMost)
    {
        lock (store.Lock) return nodes ? Nodes.Delete(atMost) : Relationships.Delete(atMost);
    }

    /// <summary>How many nodes there are.</summary>
    public long CountNodes()
    {
        lock (store.Lock) return Nodes.Count;
    }

    /// <summary>How many relationships there are.</summary>
    public long CountRelationships()
    {
        lock (store.Lock) return Relationships.Count;
    }

    /// <summary>Moves to the next node in the order of ids (see <see cref="EntityOverlay{T}.MoveNext"/>).</summary>
    public NodeRecord? NextNode(ref long id)
    {
        lock (store.Lock) return Nodes.MoveNext(ref id);
    }

    /// <summary>Moves to the next relationship in the order of ids.</summary>
    public RelationshipRecord? NextRelationship(ref long id)
    {
        lock (store.Lock) return Relationships.MoveNext(ref id);
    }

    /// <summary>Adds a constraint or index.</summary>
    /// <exception cref="ServerFailureException">It can't be, or the data is against it.</exception>
    public void AddSchemaRule(SchemaObject definition)
    {
        lock (store.Lock)
        {
            var changed = Schema.Add(definition);
            store.IndexNewConstraints(changed);
            _schemaChanges.Add(schema => schema.Add(definition));
        }
    }

    /// <summary>Drops a constraint or index.</summary>
    /// <exception cref="ServerFailureException">There is none.</exception>
    public void DropSchemaRule(bool isConstraint, string name)
    {
        lock (store.Lock)
        {
            Schema.Drop(isConstraint, name);
            _schemaChanges.Add(schema => schema.Drop(isConstraint, name));
        }
    }

    private void RequireUnique(long id, EntityRecord record, bool isNode)
    {
        foreach (var index in store.UniquenessIndexes)
        {
            if (index.IsAboutNodes != isNode || index.KeyOf(record) is not { } key) continue;
            var own = (index.Constraint.Name, key);
            var rival = _ownKeys.TryGetValue(own, out var ownRival) && IsAlive(ownRival, isNode) ? ownRival : index.Find(key);
            if (rival is { } first && IsAlive(first, isNode)) throw index.Violation(first, record);
            _ownKeys[own] = id;
        }
    }

    private bool IsAlive(long id, bool isNode) => isNode ? Nodes.Find(id) is not null : Relationships.Find(id) is not null;
}
