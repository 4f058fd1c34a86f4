using StreamingTracker.Backup.Sandbox.Execution;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>A statement that was run, one record ahead of what its client has read: so it knows whether there is more.</summary>
internal sealed class OpenStatement(string text, StatementExecution execution)
{
    private bool _began;

    /// <summary>The statement's text.</summary>
    public string Text => text;

    /// <summary>The run itself, at the record that is next to be read.</summary>
    public StatementExecution Execution => execution;

    /// <summary>Whether there is a record to be read.</summary>
    /// <exception cref="ServerFailureException">The statement failed.</exception>
    public bool HasRecord
    {
        get
        {
            if (!_began) MoveNext();
            return field;
        }

        private set;
    }

    /// <summary>Passes to the record after.</summary>
    /// <exception cref="ServerFailureException">The statement failed.</exception>
    public void MoveNext()
    {
        _began = true;
        HasRecord = execution.MoveNext();
    }

    /// <summary>Does whatever is left to do, so that a statement whose records nobody read has its effect.</summary>
    public void Finish()
    {
        while (HasRecord) MoveNext();
    }
}
