using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Tests.Store;

public sealed class GraphStoreTests : IDisposable
{
    private readonly GraphStore _store = new(TimeProvider.System, TimeSpan.Zero);

    [Fact]
    public void A_freed_id_is_given_out_again()
    {
        var first = Commit(transaction => CreateNode(transaction));
        Commit(transaction => transaction.Delete(nodes: true, long.MaxValue));

        Assert.Equal(first, Commit(transaction => CreateNode(transaction)));
    }

    [Fact]
    public void But_not_while_a_transaction_is_open_that_knows_what_had_it()
    {
        Commit(transaction => CreateNode(transaction));
        var open = _store.Begin();
        open.Delete(nodes: true, long.MaxValue);
        Commit(transaction => transaction.Delete(nodes: true, long.MaxValue));
        var survivor = Commit(transaction => CreateNode(transaction));

        _store.CommitAtOnce(open);

        Assert.NotNull(_store.Nodes[survivor]);
        Assert.Equal(1, _store.Nodes.Count);
    }

    [Fact]
    public void An_id_of_a_rolled_back_transaction_is_given_out_again_once()
    {
        var open = _store.Begin();
        var taken = CreateNode(open);
        _store.Rollback(open);
        _store.Rollback(open);

        Assert.Equal([taken, taken + 1], Commit(transaction => (long[])[CreateNode(transaction), CreateNode(transaction)]));
    }

    [Fact]
    public void A_relationship_to_a_node_that_another_has_deleted_is_not_committed()
    {
        var node = Commit(transaction => CreateNode(transaction));
        var open = _store.Begin();
        open.CreateRelationship(new RelationshipRecord(node, node, "T", [0xA0]));
        Commit(transaction => transaction.Delete(nodes: true, long.MaxValue));

        var failure = Assert.Throws<ServerFailureException>(() => _store.CommitAtOnce(open));

        Assert.Equal(StatusCode.EntityNotFound, failure.Code);
    }

    [Fact]
    public void A_node_that_another_has_given_a_relationship_is_not_deleted()
    {
        var node = Commit(transaction => CreateNode(transaction));
        var open = _store.Begin();
        open.Delete(nodes: true, long.MaxValue);
        Commit(transaction =>
        {
            transaction.CreateRelationship(new RelationshipRecord(node, node, "T", [0xA0]));
            return node;
        });

        var failure = Assert.Throws<ServerFailureException>(() => _store.CommitAtOnce(open));

        Assert.Equal(StatusCode.ConstraintValidationFailed, failure.Code);
    }

    public void Dispose() => _store.Dispose();

    private static long CreateNode(StoreTransaction transaction) => transaction.CreateNode(new NodeRecord(["A"], [0xA0]));

    private T Commit<T>(Func<StoreTransaction, T> work)
    {
        var transaction = _store.Begin();
        var result = work(transaction);
        _store.CommitAtOnce(transaction);
        return result;
    }
}
