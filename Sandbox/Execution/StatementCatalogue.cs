using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>
/// The statements the sandbox answers: those of <see cref="Statements"/> and <see cref="SchemaStatements"/>, and no other.
/// </summary>
internal sealed class StatementCatalogue
{
    private const int ShownLength = 80;

    private readonly Dictionary<string, (StatementAccess Access, Func<StatementContext, StatementExecution> Begin)> _statements;

    public StatementCatalogue()
    {
        var server = new ServerInformation();
        _statements = new()
        {
            [Statements.Components] = (StatementAccess.Read, _ => ServerInformation.Components()),
            [Statements.DatabaseInfo] = (StatementAccess.Read, _ => server.DatabaseInfo()),
            [Statements.AwaitIndexes] = (StatementAccess.Read, ServerInformation.AwaitIndexes),
            [Statements.CountNodes] = (StatementAccess.Read, c => ServerInformation.Count(c.Transaction.CountNodes)),
            [Statements.CountRelationships] = (StatementAccess.Read, c => ServerInformation.Count(c.Transaction.CountRelationships)),
            [Statements.ReadNodes] = (StatementAccess.Read, c => new NodeScan(c.Transaction)),
            [Statements.ReadRelationships] = (StatementAccess.Read, c => new RelationshipScan(c.Transaction)),
            [Statements.ShowConstraints] = (StatementAccess.Read, c => SchemaListing.Constraints(Statements.ShowConstraints, c)),
            [Statements.ShowIndexes] = (StatementAccess.Read, c => SchemaListing.Indexes(Statements.ShowIndexes, c)),
            [Statements.CreateNodes] = (StatementAccess.Write, c => new NodeCreation(c)),
            [Statements.CreateRelationships] = (StatementAccess.Write, c => new RelationshipCreation(c)),
            [Statements.DeleteNodes] = (StatementAccess.Write, c => new Deletion(c, ofNodes: true)),
            [Statements.DeleteRelationships] = (StatementAccess.Write, c => new Deletion(c, ofNodes: false)),
            [Statements.DeleteSomeNodes] = (StatementAccess.Write, c => new PartialDeletion(c, ofNodes: true)),
            [Statements.DeleteSomeRelationships] = (StatementAccess.Write, c => new PartialDeletion(c, ofNodes: false)),
            [Statements.ShowTransactions] = (StatementAccess.Read, c => ServerInformation.Transactions(c.Store)),
        };
    }

    /// <summary>Finds what a statement does.</summary>
    /// <exception cref="ServerFailureException">It is none of the product's statements.</exception>
    public (StatementAccess Access, Func<StatementContext, StatementExecution> Begin) Find(string statement, StatementParameters parameters)
    {
        if (_statements.TryGetValue(statement, out var known)) return known;
        var values = parameters.ToObjects();
        if (SchemaStatements.TryParseCreate(statement, values, out var created))
        {
            return (StatementAccess.Schema, context => SchemaChange.Creation(context, created));
        }

        if (SchemaStatements.TryParseDrop(statement, values, out var isConstraint, out var name))
        {
            return (StatementAccess.Schema, context => SchemaChange.Drop(context, isConstraint, name));
        }

        throw new ServerFailureException(
            StatusCode.SyntaxError,
            "This is the StreamingTracker sandbox, which understands no Cypher of your own: it answers the statements by which " +
            "StreamingTracker.Backup reads, writes and empties a graph and its schema, word for word. " +
            $"This one begins: {Beginning(statement)}");
    }

    private static string Beginning(string statement) => statement.Length <= ShownLength ? statement : statement[..ShownLength] + "…";
}
