using Store.Contracts.Catalog;

namespace Store.Catalog.Codes;

/// <summary>Adds a mask of the whole chain for codes that another module makes.</summary>
internal static class AnswerEnsureCodeMask
{
    private const int BehindPeoplesOwn = 900;

    internal sealed class Handler(Db db, Ids ids) : IRequestHandler<EnsureCodeMask, Unit>
    {
        public async Task<Unit> Handle(EnsureCodeMask request, CancellationToken cancellationToken)
        {
            await db.Execute("""
                INSERT INTO catalog.CodeMasks (CodeMaskId, StoreId, Position, Name, Kind, Pattern, Active, Version)
                SELECT @CodeMaskId, 0, @Position, @Name, @Kind, @Pattern, 1, 1
                WHERE  NOT EXISTS (SELECT 1 FROM catalog.CodeMasks WHERE StoreId = 0 AND Kind = @Kind AND Pattern = @Pattern)
                """, new { CodeMaskId = ids.Next(), Position = BehindPeoplesOwn, request.Name, Kind = request.Kind.ToString(), request.Pattern }, cancellationToken);
            return Unit.Value;
        }
    }
}
