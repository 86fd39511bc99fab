using Store.Catalog.Prices;
using Store.Contracts.Catalog;

namespace Store.Catalog.Codes;

/// <summary>Changes a mask, its place in the order, or whether it is tried at all.</summary>
internal static class ChangeCodeMask
{
    internal sealed record Command(long CodeMaskId, int Position, string Name, CodeKind Kind, string Pattern, bool Active, int Version) : ICommand<Result>, ICodeMaskFields;

    internal sealed record Result(long CodeMaskId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new CodeMaskFieldsValidator());
    }

    internal sealed class Handler(Db db, ChainWide chainWide, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT StoreId, Position, Name, Kind, Pattern, Active FROM catalog.CodeMasks WHERE CodeMaskId = @CodeMaskId", command, cancellationToken)
                ?? throw new NotFound("code_mask", command.CodeMaskId);
            await chainWide.RequirePermissionIn(old.StoreId, cancellationToken);
            var now = new CodeMaskRow(
                command.CodeMaskId, old.StoreId, command.Position, command.Name.Trim(), command.Kind.ToString(), command.Pattern, command.Active, command.Version);
            var updated = await db.Execute("""
                UPDATE catalog.CodeMasks
                SET    Position = @Position, Name = @Name, Kind = @Kind, Pattern = @Pattern, Active = @Active, Version = Version + 1
                WHERE  CodeMaskId = @CodeMaskId AND Version = @Version
                """, now, cancellationToken);
            if (updated == 0)
                throw new Conflict("code_mask.stale", $"Someone else has changed the mask {old.Name}; read it again.");
            await audit.Add("catalog.manage-products", $"code mask {old.Name}", old.StoreId, old, now, cancellationToken);
            return new Result(command.CodeMaskId, command.Version + 1);
        }

        private sealed record Old(long StoreId, int Position, string Name, string Kind, string Pattern, bool Active);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(int Position, string Name, CodeKind Kind, string Pattern, bool Active, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/code-masks/{codeMaskId:long}", (long codeMaskId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(codeMaskId, body.Position, body.Name, body.Kind, body.Pattern, body.Active, body.Version), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ChangeCodeMask)).WithSummary("Change a mask for scale labels, cards or coupons")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
