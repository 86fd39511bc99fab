using Store.Catalog.Prices;
using Store.Contracts.Catalog;

namespace Store.Catalog.Codes;

/// <summary>Adds a mask, for one store or the whole chain.</summary>
internal static class AddCodeMask
{
    internal sealed record Command(long StoreId, int Position, string Name, CodeKind Kind, string Pattern, bool Active = true) : ICommand<Result>, ICodeMaskFields;

    internal sealed record Result(long CodeMaskId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            Include(new CodeMaskFieldsValidator());
            RuleFor(command => command.StoreId).GreaterThanOrEqualTo(0);
        }
    }

    internal sealed class Handler(Db db, Ids ids, ChainWide chainWide, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await chainWide.RequirePermissionIn(command.StoreId, cancellationToken);
            var row = new CodeMaskRow(ids.Next(), command.StoreId, command.Position, command.Name.Trim(), command.Kind.ToString(), command.Pattern, command.Active, Version: 1);
            await db.Execute("""
                INSERT INTO catalog.CodeMasks (CodeMaskId, StoreId, Position, Name, Kind, Pattern, Active, Version)
                VALUES (@CodeMaskId, @StoreId, @Position, @Name, @Kind, @Pattern, @Active, @Version)
                """, row, cancellationToken);
            await audit.Add("catalog.manage-products", $"code mask {row.Name}", command.StoreId, old: null, now: command, cancellationToken);
            return new Result(row.CodeMaskId, row.Version);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/code-masks", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(AddCodeMask)).WithSummary("Add a mask for scale labels, cards or coupons")
            .ProducesValidationProblem();
    }
}
