namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>A statement whose few records are computed at once, when the first is asked for.</summary>
internal sealed class RowsExecution(IReadOnlyList<string> fields, string kind, Func<IEnumerable<object?[]>> compute)
    : StatementExecution(fields, kind)
{
    private IEnumerator<object?[]>? _rows;

    /// <inheritdoc/>
    public override bool MoveNext() => (_rows ??= compute().GetEnumerator()).MoveNext();

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer)
    {
        foreach (var value in _rows!.Current) writer.WriteValue(value);
    }
}
